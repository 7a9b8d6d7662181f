package dev.lodestar.query.reading;

import dev.lodestar.query.reading.Progress.State;
import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micronaut.context.annotation.Context;
import jakarta.annotation.PreDestroy;
import java.time.Duration;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Function;

/// The readers of all read models, started with the application.
@Context
public final class Readers {

  private final SortedMap<String, TopicReader> readers = new TreeMap<>();
  private final Subscriptions caughtUp = new Subscriptions();

  Readers(List<ReadModel> models, KafkaAccess kafka, MeterRegistry metrics) {
    models.forEach(model ->
        readers.put(
            model.topic(),
            new TopicReader(model, () -> kafka.consumer(model.topic()), caughtUp::tell)));
    readers.forEach((topic, reader) -> measure(topic, reader, metrics));
    readers.values().forEach(TopicReader::start);
  }

  /// How far each topic has been read, by name.
  public List<Progress> progress() {
    return readers.values().stream().map(TopicReader::progress).toList();
  }

  /// Whether every topic has been read as far as it reached at the start.
  public boolean areCaughtUp() {
    return progress().stream().allMatch(p -> p.state() == State.LIVE);
  }

  /// Hears of every topic that has been read as far as it reached at the start.
  public Subscriptions caughtUp() {
    return caughtUp;
  }

  /// Returns when a record just written can be asked for.
  ///
  /// @return whether that was within the timeout
  public boolean awaitRead(String topic, int partition, long offset, Duration timeout)
      throws InterruptedException {
    TopicReader reader = readers.get(topic);
    if (reader == null) {
      throw new IllegalArgumentException("nobody reads " + topic);
    }
    return reader.awaitRead(partition, offset, timeout);
  }

  @PreDestroy
  void close() {
    readers.values().parallelStream().forEach(TopicReader::close);
  }

  private static void measure(String topic, TopicReader reader, MeterRegistry metrics) {
    counter("lodestar.query.records.read", "Records read", topic, reader, Progress::read)
        .register(metrics);
    counter(
            "lodestar.query.records.skipped",
            "Records that could not be read",
            topic,
            reader,
            Progress::skipped)
        .register(metrics);
    Gauge.builder("lodestar.query.records.behind", reader, r -> r.progress().behind())
        .description("Records still to be read of those that were there at the start")
        .tag("topic", topic)
        .register(metrics);
  }

  private static FunctionCounter.Builder<TopicReader> counter(
      String name,
      String description,
      String topic,
      TopicReader reader,
      Function<Progress, Long> count) {
    return FunctionCounter.builder(name, reader, r -> count.apply(r.progress()))
        .description(description)
        .tag("topic", topic);
  }
}
