package dev.lodestar.query.policy;

import dev.lodestar.core.retargeting.RetargetingPolicy;
import dev.lodestar.query.reading.Entries;
import dev.lodestar.query.reading.Entry;
import dev.lodestar.query.reading.ReadModel;
import dev.lodestar.wire.Topics;
import jakarta.inject.Singleton;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/// By which policy each profile's lapsed accounts are told.
@Singleton
final class Policies implements ReadModel {

  private final Entries<String, RetargetingPolicy> entries;
  private final Map<String, RetargetingPolicy> policies = new ConcurrentHashMap<>();

  Policies(Topics topics) {
    this.entries = new Entries<>(topics.retargetingPolicies());
  }

  @Override
  public String topic() {
    return entries.topic();
  }

  @Override
  public void apply(ConsumerRecord<byte[], byte[]> bytes) {
    Entry<String, RetargetingPolicy> entry = entries.read(bytes);
    entry
        .value()
        .ifPresentOrElse(
            policy -> policies.put(entry.key(), policy), () -> policies.remove(entry.key()));
  }

  RetargetingPolicy of(String profileId) {
    return policies.getOrDefault(profileId, RetargetingPolicy.DEFAULT);
  }
}
