package dev.lodestar.wire.translation;

import dev.lodestar.schemas.WebhookOffset;
import dev.lodestar.schemas.WebhookSecret;
import dev.lodestar.schemas.WebhookTrouble;
import dev.lodestar.wire.webhook.Failure;
import dev.lodestar.wire.webhook.Filter;
import dev.lodestar.wire.webhook.Places;
import dev.lodestar.wire.webhook.Progress;
import dev.lodestar.wire.webhook.Progress.Trouble;
import dev.lodestar.wire.webhook.Secret;
import dev.lodestar.wire.webhook.Webhook;
import java.net.URI;
import java.util.Comparator;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;
import org.apache.kafka.common.TopicPartition;

/// Webhooks, how far they were told and what they did not take, as their topics hold them.
public final class Webhooks {

  private Webhooks() {}

  public static dev.lodestar.schemas.Webhook toAvro(Webhook webhook) {
    Filter filter = webhook.filter();
    return dev.lodestar.schemas.Webhook.newBuilder()
        .setId(webhook.id())
        .setUrl(webhook.url().toString())
        .setDescription(webhook.description().orElse(null))
        .setTypes(List.copyOf(filter.types()))
        .setProfiles(List.copyOf(filter.profiles()))
        .setAttributes(List.copyOf(filter.attributes()))
        .setTiers(filter.tiers().stream().map(Tiers::toAvro).toList())
        .setEnabled(webhook.enabled())
        .setDisabledBecause(webhook.disabledBecause().orElse(null))
        .setSecrets(
            webhook.secrets().stream()
                .map(s -> new WebhookSecret(s.text(), s.validUntil().orElse(null)))
                .toList())
        .setBegin(toAvro(webhook.begin()))
        .setCreatedAt(webhook.createdAt())
        .setChangedAt(webhook.changedAt())
        .build();
  }

  public static Webhook toDomain(dev.lodestar.schemas.Webhook avro) {
    var tiers = EnumSet.noneOf(dev.lodestar.core.fit.Tier.class);
    avro.getTiers().forEach(tier -> tiers.add(Tiers.toDomain(tier)));
    return new Webhook(
        avro.getId(),
        URI.create(avro.getUrl()),
        Optional.ofNullable(avro.getDescription()),
        new Filter(
            new TreeSet<>(avro.getTypes()),
            new TreeSet<>(avro.getProfiles()),
            new TreeSet<>(avro.getAttributes()),
            tiers),
        avro.getEnabled(),
        Optional.ofNullable(avro.getDisabledBecause()),
        avro.getSecrets().stream()
            .map(s -> new Secret(s.getText(), Optional.ofNullable(s.getValidUntil())))
            .toList(),
        places(avro.getBegin()),
        avro.getCreatedAt(),
        avro.getChangedAt());
  }

  public static dev.lodestar.schemas.WebhookProgress toAvro(Progress progress) {
    return dev.lodestar.schemas.WebhookProgress.newBuilder()
        .setWebhookId(progress.webhookId())
        .setNext(toAvro(progress.next()))
        .setDelivered(progress.delivered())
        .setGivenUp(progress.givenUp())
        .setLastDeliveredAt(progress.lastDeliveredAt().orElse(null))
        .setTrouble(
            progress
                .trouble()
                .map(t ->
                    new WebhookTrouble(
                        t.deliveryId(),
                        t.attempts(),
                        t.since(),
                        t.lastAttemptAt(),
                        t.nextAttemptAt(),
                        t.problem()))
                .orElse(null))
        .build();
  }

  public static Progress toDomain(dev.lodestar.schemas.WebhookProgress avro) {
    return new Progress(
        avro.getWebhookId(),
        places(avro.getNext()),
        avro.getDelivered(),
        avro.getGivenUp(),
        Optional.ofNullable(avro.getLastDeliveredAt()),
        Optional.ofNullable(avro.getTrouble())
            .map(t ->
                new Trouble(
                    t.getDeliveryId(),
                    t.getAttempts(),
                    t.getSince(),
                    t.getLastAttemptAt(),
                    t.getNextAttemptAt(),
                    t.getProblem())));
  }

  public static dev.lodestar.schemas.WebhookFailure toAvro(Failure failure) {
    return dev.lodestar.schemas.WebhookFailure.newBuilder()
        .setWebhookId(failure.webhookId())
        .setDeliveryId(failure.deliveryId())
        .setEvent(failure.event())
        .setAttempts(failure.attempts())
        .setFirstAttemptAt(failure.firstAttemptAt())
        .setLastAttemptAt(failure.lastAttemptAt())
        .setProblem(failure.problem())
        .build();
  }

  public static Failure toDomain(dev.lodestar.schemas.WebhookFailure avro) {
    return new Failure(
        avro.getWebhookId(),
        avro.getDeliveryId(),
        avro.getEvent(),
        avro.getAttempts(),
        avro.getFirstAttemptAt(),
        avro.getLastAttemptAt(),
        avro.getProblem());
  }

  /// By topic and partition, so that equal places are equal bytes.
  private static List<WebhookOffset> toAvro(Places places) {
    return places.next().entrySet().stream()
        .map(e -> new WebhookOffset(e.getKey().topic(), e.getKey().partition(), e.getValue()))
        .sorted(
            Comparator.comparing(WebhookOffset::getTopic)
                .thenComparingInt(WebhookOffset::getPartition))
        .toList();
  }

  private static Places places(List<WebhookOffset> avro) {
    var next = new HashMap<TopicPartition, Long>();
    avro.forEach(o -> next.put(new TopicPartition(o.getTopic(), o.getPartition()), o.getOffset()));
    return new Places(next);
  }
}
