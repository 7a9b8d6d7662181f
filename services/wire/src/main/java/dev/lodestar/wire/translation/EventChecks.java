package dev.lodestar.wire.translation;

import dev.lodestar.schemas.AttributesObserved;
import dev.lodestar.schemas.ChurnReported;
import dev.lodestar.schemas.DealReported;
import dev.lodestar.schemas.DealStage;
import dev.lodestar.schemas.IdentityChange;
import dev.lodestar.schemas.IdentityChanged;
import dev.lodestar.schemas.SiteVisited;
import java.time.Instant;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// The rules that the schemas of the input topics state in words.
///
/// Those on attribute values and paths are kept where these are translated.
final class EventChecks {

  /// The longest id, source, visitor or attribute name, in UTF-16 units.
  static final int MAX_NAME = 256;

  /// The longest product or campaign parameter: it may become the value of an attribute.
  static final int MAX_VALUE = 512;

  /// The longest reason or referrer; browsers cut referrers at this length.
  static final int MAX_NOTE = 4096;

  /// The longest address of a page.
  static final int MAX_URL = 8192;

  /// The most attributes that one event may name.
  static final int MAX_ATTRIBUTES = 500;

  /// The longest visit, in seconds: thirty days.
  static final double MAX_VISIT_SECONDS = 2_592_000;

  private static final int SHOWN = 64;

  private EventChecks() {}

  static void check(AttributesObserved event) {
    origin(event.getEventId(), event.getAccountId(), event.getOccurredAt(), event.getSource());
    attributes(event.getAttributes());
  }

  static void check(SiteVisited event) {
    origin(event.getEventId(), event.getAccountId(), event.getOccurredAt(), event.getSource());
    required("url", event.getUrl());
    atMost(MAX_URL, "url", event.getUrl());
    atMost(MAX_NOTE, "referrer", event.getReferrer());
    atMost(MAX_VALUE, "utmSource", event.getUtmSource());
    atMost(MAX_VALUE, "utmMedium", event.getUtmMedium());
    atMost(MAX_VALUE, "utmCampaign", event.getUtmCampaign());
    atMost(MAX_NAME, "visitor", event.getVisitor());
    Double seconds = event.getDurationSeconds();
    if (seconds != null && !(seconds >= 0 && seconds <= MAX_VISIT_SECONDS)) {
      throw new IllegalArgumentException(
          "durationSeconds must be within 0 and %.0f: %s".formatted(MAX_VISIT_SECONDS, seconds));
    }
  }

  static void check(DealReported event) {
    origin(event.getEventId(), event.getAccountId(), event.getOccurredAt(), event.getSource());
    id("dealId", event.getDealId());
    if (event.getRevision() < 0) {
      throw new IllegalArgumentException("revision must be 0 or more: " + event.getRevision());
    }
    required("stage", event.getStage());
    atMost(MAX_VALUE, "product", event.getProduct());
    money("amount", event.getAmount());
    money("costs", event.getCosts());
    order(event);
    atMost(MAX_NOTE, "reason", event.getReason());
    attributes(event.getAttributes());
  }

  static void check(ChurnReported event) {
    origin(event.getEventId(), event.getAccountId(), event.getOccurredAt(), event.getSource());
    required("kind", event.getKind());
    atMost(MAX_VALUE, "product", event.getProduct());
    atMost(MAX_NOTE, "reason", event.getReason());
  }

  static void check(IdentityChanged event) {
    origin(event.getEventId(), event.getAccountId(), event.getOccurredAt(), event.getSource());
    if (required("kind", event.getKind()) == IdentityChange.MERGED) {
      id("into", event.getInto());
    } else if (event.getInto() != null) {
      throw new IllegalArgumentException(
          "into must be absent unless kind is MERGED: " + shown(event.getInto()));
    }
  }

  /// The value in quotes, cut when long.
  static String shown(String value) {
    return value.length() <= SHOWN
        ? "\"" + value + "\""
        : "\"%s…\" of %d characters".formatted(value.substring(0, SHOWN), value.length());
  }

  private static void origin(
      @Nullable String eventId,
      @Nullable String accountId,
      @Nullable Instant occurredAt,
      @Nullable String source) {
    id("eventId", eventId);
    id("accountId", accountId);
    required("occurredAt", occurredAt);
    named("source", source);
  }

  // A control character would let two pairs of ids be joined into one.
  private static void id(String field, @Nullable String value) {
    String id = named(field, value);
    if (id.chars().anyMatch(Character::isISOControl)) {
      throw new IllegalArgumentException(
          "%s contains a control character: %s"
              .formatted(field, shown(id.replaceAll("\\p{Cntrl}", "\uFFFD"))));
    }
  }

  private static String named(String field, @Nullable String value) {
    String name = required(field, value);
    if (name.isBlank()) {
      throw new IllegalArgumentException("%s is blank: \"%s\"".formatted(field, name));
    }
    atMost(MAX_NAME, field, name);
    return name;
  }

  private static <T> T required(String field, @Nullable T value) {
    if (value == null) {
      throw new IllegalArgumentException(field + " is missing");
    }
    return value;
  }

  private static void atMost(int limit, String field, @Nullable String value) {
    if (value != null && value.length() > limit) {
      throw new IllegalArgumentException(
          "%s is longer than %d characters: %s".formatted(field, limit, shown(value)));
    }
  }

  private static void money(String field, @Nullable Double value) {
    if (value != null && !(value >= 0 && value <= Double.MAX_VALUE)) {
      throw new IllegalArgumentException(
          "%s must be finite and 0 or more: %s".formatted(field, value));
    }
  }

  private static void order(DealReported event) {
    boolean closed = event.getStage() == DealStage.WON || event.getStage() == DealStage.LOST;
    Instant closedAt =
        event.getClosedAt() == null && closed ? event.getOccurredAt() : event.getClosedAt();
    if (closedAt != null && event.getOpenedAt() != null && closedAt.isBefore(event.getOpenedAt())) {
      throw new IllegalArgumentException(
          "closed at %s, before opened at %s".formatted(closedAt, event.getOpenedAt()));
    }
  }

  private static void attributes(@Nullable Map<String, Object> attributes) {
    var known = required("attributes", attributes);
    if (known.size() > MAX_ATTRIBUTES) {
      throw new IllegalArgumentException(
          "more than %d attributes: %d".formatted(MAX_ATTRIBUTES, known.size()));
    }
    known.keySet().forEach(name -> named("attribute name", name));
  }
}
