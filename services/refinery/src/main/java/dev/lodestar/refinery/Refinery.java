package dev.lodestar.refinery;

import dev.lodestar.refinery.flow.Meters;
import dev.lodestar.refinery.refinement.Pace;
import dev.lodestar.refinery.walk.Slice;
import dev.lodestar.wire.EnsureTopics;
import dev.lodestar.wire.Topics;
import dev.lodestar.wire.registry.RegistryUnavailable;
import dev.lodestar.wire.registry.SchemaRegistry;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.binder.kafka.KafkaStreamsMetrics;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.apache.kafka.streams.CloseOptions;
import org.apache.kafka.streams.CloseOptions.GroupMembershipOperation;
import org.apache.kafka.streams.KafkaStreams;
import org.apache.kafka.streams.errors.StreamsUncaughtExceptionHandler.StreamThreadExceptionResponse;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The running streams application.
public final class Refinery implements AutoCloseable {

  private static final Logger log = LoggerFactory.getLogger(Refinery.class);

  /// A refit is followed by twice as long a pause: refits take a third of one core at most, and
  /// while one takes half a second or less, a deal shows in the status within two seconds.
  private static final int REST = 2;

  private static final Duration TICK = Duration.ofMillis(100);
  private static final Duration CLOSE_PATIENCE = Duration.ofSeconds(20);

  private final SchemaRegistry registry;
  private final ExecutorService refits;
  private final KafkaStreamsMetrics metrics;
  private final KafkaStreams streams;
  private final CountDownLatch stopped = new CountDownLatch(1);

  private Refinery(
      SchemaRegistry registry,
      ExecutorService refits,
      KafkaStreamsMetrics metrics,
      KafkaStreams streams) {
    this.registry = registry;
    this.refits = refits;
    this.metrics = metrics;
    this.streams = streams;
    streams.setUncaughtExceptionHandler(Refinery::afterFailure);
    streams.setStateListener((now, before) -> {
      if (now.hasCompletedShutdown()) {
        stopped.countDown();
      }
    });
  }

  /// Starts with metrics that nobody reads.
  public static Refinery start(RefinerySettings settings) {
    return start(settings, new SimpleMeterRegistry());
  }

  /// Returns once topics exist and threads have started; [#isReady()] tells when work is under way.
  ///
  /// @throws IllegalStateException with one sentence, if Kafka or the topics are not fit for it
  public static Refinery start(RefinerySettings settings, MeterRegistry meterRegistry) {
    SchemaRegistry registry = settings.registry().open(settings.prefix(), settings.clientConfig());
    boolean started = false;
    try {
      EnsureTopics.ensure(
          settings.clientConfig(), Topics.of(settings.prefix(), registry), settings.topics());
      Refinery refinery = start(settings, registry, meterRegistry);
      started = true;
      return refinery;
    } finally {
      if (!started) {
        registry.close();
      }
    }
  }

  private static Refinery start(
      RefinerySettings settings, SchemaRegistry registry, MeterRegistry meterRegistry) {
    var plan = new Streams(settings, registry, new Meters(meterRegistry));
    var partitions = Partitions.of(settings.clientConfig(), plan.topics());
    ExecutorService refits =
        Executors.newSingleThreadExecutor(Thread.ofPlatform().name("refit").daemon().factory());
    var pace = new Pace(TICK, settings.refitInterval(), REST, refits, System::nanoTime);
    var streams =
        new KafkaStreams(plan.topology(partitions, Slice.DEFAULT, pace), plan.properties());
    var metrics = new KafkaStreamsMetrics(streams);
    metrics.bindTo(meterRegistry);
    var refinery = new Refinery(registry, refits, metrics, streams);
    streams.start();
    log.info(
        "Refining as {} with {} threads: {} partitions of accounts, {} of profiles.",
        settings.applicationId(),
        settings.threads(),
        partitions.accounts(),
        partitions.profiles());
    return refinery;
  }

  /// Whether all state is restored and events are being processed.
  ///
  /// Kafka Streams is RUNNING only when no thread rebalances or restores; but it stays so when the
  /// brokers are away.
  public boolean isReady() {
    return streams.state() == KafkaStreams.State.RUNNING && isConnected();
  }

  /// Whether a thread's consumer is connected; those that only restore may be idle for hours.
  private boolean isConnected() {
    return streams.metrics().values().stream()
        .filter(metric -> metric.metricName().name().equals("connection-count"))
        .filter(metric -> metric.metricName().group().equals("consumer-metrics"))
        .filter(metric -> !isOfRestoring(metric.metricName().tags().get("client-id")))
        .anyMatch(metric -> metric.metricValue() instanceof Double count && count > 0);
  }

  private static boolean isOfRestoring(@Nullable String clientId) {
    return clientId != null && clientId.endsWith("restore-consumer");
  }

  /// How many parts of the work this instance does now.
  long tasks() {
    return streams.metadataForLocalThreads().stream()
        .mapToLong(thread -> thread.activeTasks().size())
        .sum();
  }

  /// Whether it has stopped for good, after a failure or by [#close()].
  public boolean hasStopped() {
    return streams.state().hasCompletedShutdown() || streams.state().isShuttingDown();
  }

  /// Returns when it has stopped.
  void awaitStop() throws InterruptedException {
    stopped.await();
  }

  /// Commits what is done and leaves the group, so that others need not wait for this process.
  @Override
  public void close() {
    boolean closed =
        streams.close(
            CloseOptions.timeout(CLOSE_PATIENCE)
                .withGroupMembershipOperation(GroupMembershipOperation.LEAVE_GROUP));
    if (!closed) {
      log.warn("Kafka Streams did not close within {}.", CLOSE_PATIENCE);
    }
    metrics.close();
    refits.shutdownNow();
    registry.close();
  }

  private static StreamThreadExceptionResponse afterFailure(Throwable failure) {
    for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
      if (cause instanceof RegistryUnavailable) {
        log.warn("The schema registry cannot be asked; trying again.", failure);
        return StreamThreadExceptionResponse.REPLACE_THREAD;
      }
    }
    log.error("The refinery stops, because going on might make its results wrong.", failure);
    return StreamThreadExceptionResponse.SHUTDOWN_CLIENT;
  }
}
