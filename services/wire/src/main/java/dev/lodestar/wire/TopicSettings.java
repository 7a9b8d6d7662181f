package dev.lodestar.wire;

import dev.lodestar.wire.Topic.Use;
import java.time.Duration;
import java.util.Collections;
import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;

/// How topics are created that do not exist yet.
///
/// @param partitions of every topic but the registry's, from 1
/// @param replication how many brokers hold each record; empty: what the cluster does by default
/// @param retention after which records are deleted; a use that is not named is kept for ever, and
///   compacted ones are not asked
public record TopicSettings(
    int partitions, Optional<Short> replication, Map<Use, Duration> retention) {

  public static final TopicSettings DEFAULT =
      new TopicSettings(
          4,
          Optional.empty(),
          Map.of(
              Use.VISITS, Duration.ofDays(400),
              Use.CHANGES, Duration.ofDays(400),
              Use.REQUESTS, Duration.ofDays(7),
              Use.HANDOVERS, Duration.ofDays(30),
              Use.REJECTS, Duration.ofDays(30)));

  public TopicSettings {
    if (partitions < 1) {
      throw new IllegalArgumentException("partitions must be 1 or more: " + partitions);
    }
    replication.ifPresent(r -> {
      if (r < 1) {
        throw new IllegalArgumentException("replication must be 1 or more: " + r);
      }
    });
    var copy = new EnumMap<Use, Duration>(Use.class);
    retention.forEach((use, time) -> {
      if (!time.isPositive()) {
        throw new IllegalArgumentException(
            "retention of %s must be positive: %s".formatted(use, time));
      }
      copy.put(use, time);
    });
    retention = Collections.unmodifiableMap(copy);
  }

  public TopicSettings withPartitions(int count) {
    return new TopicSettings(count, replication, retention);
  }

  public TopicSettings withReplication(short brokers) {
    return new TopicSettings(partitions, Optional.of(brokers), retention);
  }
}
