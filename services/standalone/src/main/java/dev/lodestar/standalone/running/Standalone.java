package dev.lodestar.standalone.running;

import dev.lodestar.broker.EmbeddedBroker;
import dev.lodestar.query.QueryApi;
import dev.lodestar.query.QuerySettings;
import dev.lodestar.refinery.Refinery;
import dev.lodestar.refinery.RefinerySettings;
import dev.lodestar.wire.EnsureTopics;
import dev.lodestar.wire.RegistrySettings;
import dev.lodestar.wire.TopicSettings;
import dev.lodestar.wire.Topics;
import java.net.URI;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.locks.LockSupport;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.RemoveMembersFromConsumerGroupOptions;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// A broker, the refinery and the query API in this JVM, with their data in one folder.
public final class Standalone implements AutoCloseable {

  private static final Logger log = LoggerFactory.getLogger(Standalone.class);

  /// As many as the refinery has threads: on one machine more would only take longer to start.
  private static final int PARTITIONS = 2;

  private static final Duration PAUSE = Duration.ofMillis(50);
  private static final Duration PATIENCE = Duration.ofMinutes(2);

  private final EmbeddedBroker broker;
  private final Refinery refinery;
  private final QueryApi api;

  private Standalone(EmbeddedBroker broker, Refinery refinery, QueryApi api) {
    this.broker = broker;
    this.refinery = refinery;
    this.api = api;
  }

  /// Returns when it is ready to be told and asked.
  ///
  /// @param httpPort of the API, 0 for a free one; likewise `brokerPort`
  /// @throws RuntimeException with one sentence, if it cannot be started
  public static Standalone start(DataFolder folder, int httpPort, int brokerPort) {
    requireLasting(folder);
    var broker = EmbeddedBroker.start(folder.broker(), brokerPort);
    boolean started = false;
    try {
      ensureTopics(broker.bootstrapServers());
      if (folder.crashed()) {
        forgetDeadThreads(broker.bootstrapServers());
      }
      var standalone = start(broker, folder, httpPort);
      started = true;
      return standalone;
    } finally {
      if (!started) {
        broker.close();
      }
    }
  }

  /// The refinery says so, too, but only once the broker has written there.
  private static void requireLasting(DataFolder folder) {
    try {
      var _ = RefinerySettings.of("", folder.streams());
    } catch (IllegalArgumentException e) {
      throw new Refusal(
          "The data folder %s would not last (%s): choose another with --data."
              .formatted(folder.path(), e.getMessage()),
          e);
    }
  }

  /// Before the refinery and the API look for them at the same time.
  private static void ensureTopics(String bootstrapServers) {
    Map<String, Object> client = Map.of("bootstrap.servers", bootstrapServers);
    try (var registry = RegistrySettings.EMBEDDED.open(Topics.DEFAULT_PREFIX, client)) {
      EnsureTopics.ensure(
          client,
          Topics.of(Topics.DEFAULT_PREFIX, registry),
          TopicSettings.DEFAULT.withPartitions(PARTITIONS));
    }
  }

  /// The broker would wait ten seconds for the stream threads of the process that is gone; whoever
  /// holds the folder knows that there are none.
  private static void forgetDeadThreads(String bootstrapServers) {
    try (var admin = Admin.create(Map.of("bootstrap.servers", bootstrapServers))) {
      admin
          .removeMembersFromConsumerGroup(
              RefinerySettings.APPLICATION_ID, new RemoveMembersFromConsumerGroupOptions())
          .all()
          .get();
    } catch (ExecutionException e) {
      log.info("No stream threads of the last run were removed; they time out.", e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private static Standalone start(EmbeddedBroker broker, DataFolder folder, int httpPort) {
    String servers = broker.bootstrapServers();
    try (ExecutorService parallel = Executors.newVirtualThreadPerTaskExecutor()) {
      var refinery =
          CompletableFuture.supplyAsync(
              () -> Refinery.start(refinerySettings(servers, folder)), parallel);
      var api =
          CompletableFuture.supplyAsync(
              () -> QueryApi.start(apiSettings(servers, httpPort)), parallel);
      boolean ready = false;
      try {
        CompletableFuture.allOf(refinery, api).join();
        awaitReadiness(refinery.join(), api.join());
        ready = true;
        return new Standalone(broker, refinery.join(), api.join());
      } catch (CompletionException e) {
        throw e.getCause() instanceof RuntimeException cause ? cause : e;
      } finally {
        if (!ready) {
          closeIfStarted(api);
          closeIfStarted(refinery);
        }
      }
    }
  }

  private static QuerySettings apiSettings(String servers, int httpPort) {
    return QuerySettings.local(servers, httpPort).tuned(System.getenv());
  }

  private static RefinerySettings refinerySettings(String servers, DataFolder folder) {
    var tuned = new HashMap<>(System.getenv());
    tuned.keySet().retainAll(Set.of("LODESTAR_ENGAGEMENT_HALF_LIFE"));
    return RefinerySettings.from(
        List.of("--bootstrap.servers=" + servers, "--state.dir=" + folder.streams()),
        new Properties(),
        tuned);
  }

  private static void awaitReadiness(Refinery refinery, QueryApi api) {
    long begin = System.nanoTime();
    while (!refinery.isReady() || !api.isReady()) {
      if (refinery.hasStopped()) {
        throw new Refusal("The refinery stopped while it started.");
      }
      if (System.nanoTime() - begin > PATIENCE.toNanos()) {
        throw new Refusal(
            "Lodestar was not ready within %d minutes.".formatted(PATIENCE.toMinutes()));
      }
      LockSupport.parkNanos(PAUSE.toNanos());
    }
  }

  private static void closeIfStarted(CompletableFuture<? extends AutoCloseable> part) {
    if (part.isDone() && !part.isCompletedExceptionally()) {
      try {
        part.join().close();
      } catch (Exception e) {
        log.warn("A part did not close after another had failed", e);
      }
    }
  }

  /// Where Kafka is: `bootstrap.servers`.
  public String bootstrapServers() {
    return broker.bootstrapServers();
  }

  /// Where the API answers.
  public URI uri() {
    return api.uri();
  }

  /// Whether the refinery has given up; then nothing is learned any more.
  public boolean hasStopped() {
    return refinery.hasStopped();
  }

  /// Ends in seconds, first what depends on the others; all that was acknowledged is on disk.
  @Override
  public void close() {
    try {
      api.close();
    } finally {
      try {
        refinery.close();
      } finally {
        broker.close();
      }
    }
  }
}
