package dev.lodestar.refinery.flow;

import dev.lodestar.wire.Topic;
import org.apache.kafka.streams.kstream.KStream;
import org.apache.kafka.streams.kstream.Produced;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;
import org.jspecify.annotations.Nullable;

/// One of several kinds of records that a processor yields, bound to the node that takes them.
///
/// Splitting by predicates would cost a node per kind, and a kind without a branch would vanish;
/// here the topology refuses a record for which no node was added.
///
/// @param node the name of the node that takes these records
public record Outlet<K, V>(String node) {

  /// The stream of these records alone, which must be read by [#node()] and no other node.
  @SuppressWarnings("unchecked") // what reaches the node was passed to #emit of this outlet
  public KStream<K, V> of(KStream<Object, Object> mixed) {
    return (KStream<K, V>) (KStream<?, ?>) mixed;
  }

  /// Sends these records to a topic.
  public void to(KStream<Object, Object> mixed, Topic<K, V> topic) {
    of(mixed).to(topic.name(), Produced.with(topic.key(), topic.value()).withName(node));
  }

  /// Yields a record.
  ///
  /// @param time of the record, in milliseconds since 1970
  public void emit(ProcessorContext<Object, Object> context, K key, V value, long time) {
    context.forward(new Record<>(key, value, time), node);
  }

  /// Sends a tombstone: nothing is known of the key any more.
  ///
  /// @param time of the record, in milliseconds since 1970
  public void withdraw(ProcessorContext<Object, Object> context, K key, long time) {
    context.forward(new Record<K, @Nullable V>(key, null, time), node);
  }
}
