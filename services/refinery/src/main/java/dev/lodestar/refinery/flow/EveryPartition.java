package dev.lodestar.refinery.flow;

import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.apache.kafka.streams.processor.StreamPartitioner;

/// Sends a record to all partitions of its topic, so that each task hears of it.
public final class EveryPartition<K, V> implements StreamPartitioner<K, V> {

  @Override
  public Optional<Set<Integer>> partitions(String topic, K key, V value, int partitions) {
    return Optional.of(
        IntStream.range(0, partitions).boxed().collect(Collectors.toUnmodifiableSet()));
  }
}
