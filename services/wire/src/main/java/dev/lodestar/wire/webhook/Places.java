package dev.lodestar.wire.webhook;

import java.util.HashMap;
import java.util.Map;
import org.apache.kafka.common.TopicPartition;

/// How far topics of news were followed: in each partition, the first offset not yet dealt with.
public record Places(Map<TopicPartition, Long> next) {

  public static final Places NOWHERE = new Places(Map.of());

  public Places {
    next = Map.copyOf(next);
  }

  /// The first offset not dealt with.
  public long of(TopicPartition partition) {
    return next.getOrDefault(partition, 0L);
  }

  /// This record has been dealt with, and with it all before it in its partition.
  public Places past(TopicPartition partition, long offset) {
    var moved = new HashMap<>(next);
    moved.merge(partition, offset + 1, Math::max);
    return new Places(moved);
  }
}
