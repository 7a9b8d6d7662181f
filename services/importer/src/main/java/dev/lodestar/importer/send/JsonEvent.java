package dev.lodestar.importer.send;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.lodestar.schemas.AttributesObserved;
import dev.lodestar.schemas.ChurnKind;
import dev.lodestar.schemas.ChurnReported;
import dev.lodestar.schemas.DealReported;
import dev.lodestar.schemas.DealStage;
import dev.lodestar.schemas.IdentityChange;
import dev.lodestar.schemas.IdentityChanged;
import dev.lodestar.schemas.SiteVisited;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/// One event as a JSON object, with the names of the Avro schema; times are ISO 8601.
///
/// Every reading method throws [IllegalArgumentException] that names the field, the value and the
/// rule; [#refuseUnread] does so for fields nobody asked for, which are most often typing errors.
final class JsonEvent {

  private final JsonNode node;
  private final Set<String> read = new HashSet<>();
  private final String defaultId;
  private final Instant now;

  /// @param defaultId the event id when none is given
  /// @param now the time it occurred at when none is given
  JsonEvent(JsonNode node, String defaultId, Instant now) {
    if (!node.isObject()) {
      throw new IllegalArgumentException("not a JSON object: " + abbreviated(node));
    }
    this.node = node;
    this.defaultId = defaultId;
    this.now = now;
  }

  AttributesObserved attributesObserved() {
    return finished(
        AttributesObserved.newBuilder()
            .setEventId(eventId())
            .setAccountId(required("accountId"))
            .setOccurredAt(occurredAt())
            .setSource(source())
            .setAttributes(attributes())
            .build());
  }

  SiteVisited siteVisited() {
    return finished(
        SiteVisited.newBuilder()
            .setEventId(eventId())
            .setAccountId(required("accountId"))
            .setOccurredAt(occurredAt())
            .setSource(source())
            .setUrl(required("url"))
            .setReferrer(text("referrer"))
            .setUtmSource(text("utmSource"))
            .setUtmMedium(text("utmMedium"))
            .setUtmCampaign(text("utmCampaign"))
            .setVisitor(text("visitor"))
            .setDurationSeconds(number("durationSeconds"))
            .build());
  }

  DealReported dealReported() {
    Double revision = number("revision");
    return finished(
        DealReported.newBuilder()
            .setEventId(eventId())
            .setAccountId(required("accountId"))
            .setOccurredAt(occurredAt())
            .setSource(source())
            .setDealId(required("dealId"))
            .setRevision(revision == null ? 0 : revision.longValue())
            .setStage(
                word("stage", DealStage::valueOf, DealStage.values(), DealStage.UNKNOWN.name()))
            .setProduct(text("product"))
            .setAmount(number("amount"))
            .setCosts(number("costs"))
            .setOpenedAt(time("openedAt"))
            .setClosedAt(time("closedAt"))
            .setReason(text("reason"))
            .setAttributes(attributes())
            .build());
  }

  ChurnReported churnReported() {
    return finished(
        ChurnReported.newBuilder()
            .setEventId(eventId())
            .setAccountId(required("accountId"))
            .setOccurredAt(occurredAt())
            .setSource(source())
            .setKind(word("kind", ChurnKind::valueOf, ChurnKind.values(), ChurnKind.UNKNOWN.name()))
            .setProduct(text("product"))
            .setReason(text("reason"))
            .setEffectiveAt(time("effectiveAt"))
            .build());
  }

  IdentityChanged identityChanged() {
    return finished(
        IdentityChanged.newBuilder()
            .setEventId(eventId())
            .setAccountId(required("accountId"))
            .setOccurredAt(occurredAt())
            .setSource(source())
            .setKind(
                word(
                    "kind",
                    IdentityChange::valueOf,
                    IdentityChange.values(),
                    IdentityChange.UNKNOWN.name()))
            .setInto(text("into"))
            .build());
  }

  private <E> E finished(E event) {
    refuseUnread();
    return event;
  }

  private void refuseUnread() {
    for (String name : new TreeSet<>(names())) {
      if (!read.contains(name)) {
        throw new IllegalArgumentException(
            "unknown field %s; known are %s".formatted(name, new TreeSet<>(read)));
      }
    }
  }

  private List<String> names() {
    var names = new ArrayList<String>();
    node.fieldNames().forEachRemaining(names::add);
    return names;
  }

  private String eventId() {
    String id = text("eventId");
    return id == null ? defaultId : id;
  }

  private String source() {
    String source = text("source");
    return source == null ? "send" : source;
  }

  private Instant occurredAt() {
    Instant at = time("occurredAt");
    return at == null ? now : at;
  }

  private String required(String name) {
    String value = text(name);
    if (value == null) {
      throw new IllegalArgumentException(name + " is missing");
    }
    return value;
  }

  private @Nullable String text(String name) {
    JsonNode value = field(name);
    if (value.isNull()) {
      return null;
    }
    if (!value.isTextual()) {
      throw new IllegalArgumentException(
          "%s is not a text: %s".formatted(name, abbreviated(value)));
    }
    return value.textValue();
  }

  private @Nullable Double number(String name) {
    JsonNode value = field(name);
    if (value.isNull()) {
      return null;
    }
    if (!value.isNumber()) {
      throw new IllegalArgumentException(
          "%s is not a number: %s".formatted(name, abbreviated(value)));
    }
    return value.doubleValue();
  }

  private @Nullable Instant time(String name) {
    String value = text(name);
    if (value == null) {
      return null;
    }
    try {
      return Instant.parse(value);
    } catch (DateTimeParseException e) {
      throw new IllegalArgumentException(
          "%s is not a time such as 2026-03-31T12:00:00Z: %s".formatted(name, value), e);
    }
  }

  private <E extends Enum<E>> E word(
      String name, Function<String, E> valueOf, E[] all, String neverSent) {
    String value = required(name);
    var allowed =
        Arrays.stream(all).map(Enum::name).filter(word -> !word.equals(neverSent)).toList();
    if (!allowed.contains(value)) {
      throw new IllegalArgumentException("%s is none of %s: %s".formatted(name, allowed, value));
    }
    return valueOf.apply(value);
  }

  private Map<String, @Nullable Object> attributes() {
    JsonNode object = field("attributes");
    var attributes = new HashMap<String, @Nullable Object>();
    if (object.isNull()) {
      return attributes;
    }
    if (!object.isObject()) {
      throw new IllegalArgumentException("attributes is not an object: " + abbreviated(object));
    }
    object
        .properties()
        .forEach(e -> attributes.put(e.getKey(), attribute(e.getKey(), e.getValue())));
    return attributes;
  }

  private static @Nullable Object attribute(String name, JsonNode value) {
    return switch (value.getNodeType()) {
      case NULL -> null;
      case BOOLEAN -> value.booleanValue();
      case NUMBER ->
          value.isIntegralNumber() && value.canConvertToLong()
              ? (Object) value.longValue()
              : (Object) value.doubleValue();
      case STRING -> value.textValue();
      case ARRAY -> tags(name, value);
      default ->
          throw new IllegalArgumentException(
              "attribute %s is neither text, number, truth value nor a list of texts: %s"
                  .formatted(name, abbreviated(value)));
    };
  }

  private static List<String> tags(String name, JsonNode array) {
    var tags = new ArrayList<String>();
    for (JsonNode tag : array) {
      if (!tag.isTextual()) {
        throw new IllegalArgumentException(
            "attribute %s holds something that is not a text: %s"
                .formatted(name, abbreviated(tag)));
      }
      tags.add(tag.textValue());
    }
    return tags;
  }

  private JsonNode field(String name) {
    read.add(name);
    JsonNode value = node.get(name);
    return value == null ? JsonNodeFactory.instance.nullNode() : value;
  }

  private static String abbreviated(JsonNode value) {
    String text = value instanceof ObjectNode ? "an object" : value.toString();
    return text.length() <= 80 ? text : text.substring(0, 80) + "…";
  }
}
