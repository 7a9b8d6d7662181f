package dev.lodestar.query.reading;

import org.apache.kafka.clients.consumer.ConsumerRecord;

/// What one topic says, kept so that questions about it are answered from memory.
public interface ReadModel {

  /// The topic it is read from.
  String topic();

  /// Takes in the next record. Called by one thread only, in the order of each partition; a record
  /// may come a second time.
  ///
  /// @throws RuntimeException if the record cannot be read: it is then counted and skipped
  void apply(ConsumerRecord<byte[], byte[]> entry);
}
