package dev.lodestar.refinery.flow;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.lodestar.core.account.AccountEvent.AccountMerged;
import dev.lodestar.schemas.RejectedEvent;
import dev.lodestar.wire.Topic;
import dev.lodestar.wire.translation.Events;
import java.nio.ByteBuffer;
import java.time.Instant;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.streams.kstream.KStream;
import org.apache.kafka.streams.kstream.Produced;
import org.apache.kafka.streams.processor.RecordContext;
import org.apache.kafka.streams.processor.TopicNameExtractor;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;
import org.apache.kafka.streams.processor.api.RecordMetadata;
import org.jspecify.annotations.Nullable;

/// Puts records aside that were understood but cannot be used, each beside its own topic.
///
/// @param outlet for all topics alike
public record Rejections(Outlet<byte[], RejectedEvent> outlet) {

  public Rejections(String node) {
    this(new Outlet<>(node));
  }

  /// Sends rejected events to their topics.
  ///
  /// @param any one of the topics of rejected events; they are all written alike
  public void addTo(KStream<Object, Object> mixed, Topic<byte[], RejectedEvent> any) {
    outlet
        .of(mixed)
        .to(
            new BesideItsOwn(),
            Produced.with(Serdes.ByteArray(), any.value()).withName(outlet.node()));
  }

  public void reject(
      ProcessorContext<Object, Object> context,
      Record<byte[], @Nullable Received> record,
      String reason) {
    RecordMetadata where = context.recordMetadata().orElseThrow();
    Received received = record.value();
    outlet.emit(
        context,
        record.key(),
        new RejectedEvent(
            where.topic(),
            where.partition(),
            where.offset(),
            received == null ? null : eventId(received.content()),
            reason,
            Instant.ofEpochMilli(record.timestamp()),
            ByteBuffer.wrap(received == null ? new byte[0] : received.bytes())),
        record.timestamp());
  }

  /// Puts a record aside of an account that was erased: nothing of what it says is kept.
  public void rejectUnseen(
      ProcessorContext<Object, Object> context, Record<byte[], @Nullable Received> record) {
    RecordMetadata where = context.recordMetadata().orElseThrow();
    outlet.emit(
        context,
        record.key(),
        new RejectedEvent(
            where.topic(),
            where.partition(),
            where.offset(),
            null,
            "it breaks a rule; what it says is not kept, because the account was erased",
            Instant.ofEpochMilli(record.timestamp()),
            ByteBuffer.allocate(0)),
        record.timestamp());
  }

  /// Puts a merge aside that was taken, and then turned out to close a circle.
  ///
  /// @param topic it came by
  public void rejectLate(
      ProcessorContext<Object, Object> context, String topic, AccountMerged merge, long time) {
    outlet.emit(
        context,
        merge.accountId().getBytes(UTF_8),
        new RejectedEvent(
            topic,
            context.taskId().partition(),
            -1L,
            merge.eventId(),
            "account %s cannot be merged into %s, which was merged into it"
                .formatted(merge.accountId(), merge.into()),
            Instant.ofEpochMilli(time),
            ByteBuffer.allocate(0)),
        time);
  }

  private static @Nullable String eventId(Object content) {
    return content instanceof SpecificRecord event ? Events.eventId(event).orElse(null) : null;
  }

  /// A class of its own, so that the picture of the topology has a name for it.
  private record BesideItsOwn() implements TopicNameExtractor<byte[], RejectedEvent> {

    @Override
    public String extract(byte[] key, RejectedEvent rejected, RecordContext context) {
      return rejected.getTopic() + ".rejected";
    }
  }
}
