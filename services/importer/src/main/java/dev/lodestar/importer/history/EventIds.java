package dev.lodestar.importer.history;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.lodestar.core.account.AccountEvent;
import dev.lodestar.core.account.AccountEvent.AccountErased;
import dev.lodestar.core.account.AccountEvent.AccountMerged;
import dev.lodestar.core.account.AccountEvent.AttributesObserved;
import dev.lodestar.core.account.AccountEvent.ChurnReported;
import dev.lodestar.core.account.AccountEvent.DealReported;
import dev.lodestar.core.account.AccountEvent.SiteVisited;
import dev.lodestar.core.account.AttributeValue;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;

/// Names events after their content, so that the same row gives the same event on every import.
final class EventIds {

  /// How much of the fingerprint is in an id, in bytes.
  private static final int KEPT = 16;

  private final String mapping;

  /// @param mapping tells apart events of different origin that are otherwise equal
  EventIds(String mapping) {
    this.mapping = mapping;
  }

  /// `<mapping>:<kind>:<fingerprint of the content>`; the event's own id is no part of its content.
  ///
  /// @param discriminator tells apart events that are equal in all else; may be blank
  String idOf(AccountEvent event, String discriminator) {
    var content = new Content();
    content
        .add(discriminator)
        .add(event.accountId())
        .add(event.occurredAt().toString())
        .add(event.source());
    String kind =
        switch (event) {
          case AttributesObserved e -> {
            e.attributes().forEach((name, value) -> content.add(name).add(value));
            yield "account";
          }
          case SiteVisited e -> {
            content.add(e.path()).add(e.referrer());
            content.add(e.utm().source()).add(e.utm().medium()).add(e.utm().campaign());
            content.add(e.visitor()).add(e.duration());
            yield "visit";
          }
          case DealReported e -> {
            content.add(e.dealId()).add(Long.toString(e.revision())).add(e.stage().name());
            content.add(e.product()).add(e.amount()).add(e.costs());
            content.add(e.openedAt()).add(e.closedAt()).add(e.reason());
            for (Map.Entry<String, AttributeValue> attribute : e.attributes().entrySet()) {
              content.add(attribute.getKey()).add(Optional.of(attribute.getValue()));
            }
            yield "deal";
          }
          case ChurnReported e -> {
            content.add(e.kind().name()).add(e.product()).add(e.reason());
            content.add(e.effectiveAt().toString());
            yield "churn";
          }
          case AccountErased _, AccountMerged _ ->
              throw new IllegalArgumentException("no row tells of it: " + event);
        };
    return mapping + ":" + kind + ":" + content.fingerprint();
  }

  /// Values in a row, each with its length, so that no two rows of values read alike.
  private static final class Content {

    private final MessageDigest digest;

    Content() {
      try {
        digest = MessageDigest.getInstance("SHA-256");
      } catch (NoSuchAlgorithmException e) {
        throw new IllegalStateException("every Java platform has SHA-256", e);
      }
    }

    Content add(String text) {
      byte[] bytes = text.getBytes(UTF_8);
      digest.update((bytes.length + ":").getBytes(UTF_8));
      digest.update(bytes);
      return this;
    }

    Content add(OptionalDouble number) {
      return number.isPresent() ? add(Double.toString(number.getAsDouble())) : absent();
    }

    Content add(Optional<?> value) {
      if (value.isEmpty()) {
        return absent();
      }
      return switch (value.get()) {
        case AttributeValue.Text(String text) -> add("text").add(text);
        case AttributeValue.Quantity(double number) -> add("number").add(Double.toString(number));
        case AttributeValue.Tags(var tags) -> {
          add("tags").add(Integer.toString(tags.size()));
          tags.forEach(this::add);
          yield this;
        }
        default -> add(value.get().toString());
      };
    }

    private Content absent() {
      digest.update((byte) '-');
      return this;
    }

    String fingerprint() {
      return HexFormat.of().formatHex(digest.digest(), 0, KEPT);
    }
  }
}
