package dev.lodestar.query.delivery;

import dev.lodestar.core.fit.Tier;
import dev.lodestar.query.caching.Fingerprint;
import dev.lodestar.wire.webhook.Filter;
import dev.lodestar.wire.webhook.Webhook;
import io.cloudevents.CloudEvent;
import java.nio.charset.StandardCharsets;
import java.util.Collections;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;

/// An event that webhooks may want to hear of.
///
/// @param attributes that it touches; empty when it is about none
/// @param tier of the account it is about
/// @param body structured CloudEvents JSON, made when it is needed
record News(
    CloudEvent event,
    String profileId,
    Optional<Set<String>> attributes,
    Optional<Tier> tier,
    Supplier<String> body) {

  private static final int DIGITS = 20;

  boolean isWantedBy(Filter filter) {
    return isAmong(filter.types(), event.getType())
        && isAmong(filter.profiles(), profileId)
        && (filter.attributes().isEmpty()
            || attributes.isEmpty()
            || !Collections.disjoint(filter.attributes(), attributes.get()))
        && (filter.tiers().isEmpty() || tier.isEmpty() || filter.tiers().contains(tier.get()));
  }

  /// Names the telling of this event to a webhook: the same however often it is tried, by whichever
  /// instance of the API.
  String deliveryId(Webhook webhook) {
    // Ids of events may hold what a header or a path may not.
    byte[] id = (event.getSource() + "\n" + event.getId()).getBytes(StandardCharsets.UTF_8);
    return webhook.id() + "_" + Fingerprint.of(id).substring(0, DIGITS);
  }

  private static boolean isAmong(Set<String> wanted, String value) {
    return wanted.isEmpty() || wanted.contains(value);
  }
}
