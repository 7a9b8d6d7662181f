package dev.lodestar.refinery.flow;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.Optional;
import org.apache.kafka.common.utils.Utils;
import org.apache.kafka.streams.processor.api.Record;
import org.jspecify.annotations.Nullable;

/// What must hold of every record that others wrote, whatever it says.
///
/// @param partitions of the topics read, from 1
public record Intake(int partitions) {

  /// Why the record cannot be used; empty when nothing speaks against it so far.
  ///
  /// @param partition the record was read from
  public Optional<String> problem(Record<byte[], @Nullable Received> record, int partition) {
    return problem(record.key(), partition)
        .or(() ->
            record.value() == null ? Optional.of("the record has no value") : Optional.empty());
  }

  /// Why no record of this key can be used; empty when it can.
  ///
  /// A key on a partition where Kafka's own producers would not put it is refused: half of an
  /// account's history would be folded by one task and half by another, and neither would be right.
  public Optional<String> problem(byte @Nullable [] key, int partition) {
    if (key == null) {
      return Optional.of("the record has no key");
    }
    int home = Utils.toPositive(Utils.murmur2(key)) % partitions;
    return home == partition
        ? Optional.empty()
        : Optional.of(
            "key %s is on partition %d of %d, but belongs on %d: the producer must partition by key as Kafka's own does (murmur2)"
                .formatted(text(key), partition, partitions, home));
  }

  public static String text(byte[] key) {
    return new String(key, UTF_8);
  }
}
