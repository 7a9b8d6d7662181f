package dev.lodestar.wire;

import org.apache.kafka.common.serialization.Serde;

/// A named stream of records in a Kafka cluster, and how they are written.
///
/// @param name as Kafka knows it, prefix included
/// @param title the name without its prefix, as nodes and metrics are named after it
/// @param use what it is kept for, which decides how long
public record Topic<K, V>(String name, String title, Use use, Serde<K> key, Serde<V> value) {

  /// The name of the node that reads it.
  public String readNode() {
    return "read-" + title;
  }

  /// The name of the node that writes it.
  public String writeNode() {
    return "write-" + title;
  }

  /// What a topic is kept for.
  public enum Use {
    /// Facts to learn from, perhaps anew one day.
    FACTS,
    /// Facts of short interest, in large numbers.
    VISITS,
    /// The latest word on each key: compacted.
    STATE,
    /// News for subscribers.
    CHANGES,
    /// Wishes, dealt with at once.
    REQUESTS,
    /// What accounts inherit, until the heir has taken it.
    HANDOVERS,
    /// What could not be used.
    REJECTS,
    /// The registry's schemas: compacted, in one partition.
    SCHEMAS;

    boolean isInput() {
      return this == FACTS || this == VISITS;
    }

    /// Whether the broker stamps records with the time of receipt, which senders cannot forge and
    /// replays repeat. What is handed over on a replay, long afterwards, must not count as old.
    boolean isStampedOnReceipt() {
      return isInput() || this == HANDOVERS;
    }

    /// Whether of each key only the latest value is kept.
    public boolean isCompacted() {
      return this == STATE || this == SCHEMAS;
    }
  }
}
