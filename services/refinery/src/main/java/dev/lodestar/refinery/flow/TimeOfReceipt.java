package dev.lodestar.refinery.flow;

import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.streams.processor.TimestampExtractor;

/// When the broker received a record.
///
/// A record without a time, which only a topic of another make can hold, takes that of its
/// predecessor: one odd record must neither stop the partition, as Kafka's default does, nor
/// vanish.
public final class TimeOfReceipt implements TimestampExtractor {

  @Override
  public long extract(ConsumerRecord<Object, Object> received, long partitionTime) {
    return received.timestamp() >= 0 ? received.timestamp() : Math.max(0, partitionTime);
  }
}
