package dev.lodestar.query.health;

import dev.lodestar.query.reading.BrokerWatch;
import dev.lodestar.query.reading.Progress;
import dev.lodestar.query.reading.Readers;
import io.micronaut.health.HealthStatus;
import io.micronaut.management.health.indicator.HealthIndicator;
import io.micronaut.management.health.indicator.HealthResult;
import io.micronaut.management.health.indicator.annotation.Readiness;
import jakarta.inject.Singleton;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.reactivestreams.Publisher;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Schedulers;

/// Ready: Kafka answers, and every topic has been read as far as it reached at the start.
@Singleton
@Readiness
final class ReadinessIndicator implements HealthIndicator {

  private final Readers readers;
  private final BrokerWatch broker;

  ReadinessIndicator(Readers readers, BrokerWatch broker) {
    this.readers = readers;
    this.broker = broker;
  }

  @Override
  public Publisher<HealthResult> getResult() {
    return Mono.fromCallable(this::result).subscribeOn(Schedulers.boundedElastic());
  }

  private HealthResult result() throws InterruptedException {
    Optional<String> trouble = broker.trouble();
    Map<String, Object> details = new LinkedHashMap<>();
    details.put("broker", trouble.orElse("answers"));
    for (Progress topic : readers.progress()) {
      details.put(topic.topic(), words(topic));
    }
    boolean isReady = trouble.isEmpty() && readers.areCaughtUp();
    return HealthResult.builder("topics", isReady ? HealthStatus.UP : HealthStatus.DOWN)
        .details(details)
        .build();
  }

  private static String words(Progress topic) {
    String state =
        switch (topic.state()) {
          case WAITING -> "waiting for the topic";
          case CATCHING_UP -> topic.behind() + " records behind";
          case LIVE -> "live";
          case FAILED -> "failed";
        };
    return state
        + ", "
        + topic.read()
        + " read"
        + (topic.skipped() == 0 ? "" : ", " + topic.skipped() + " skipped as unreadable");
  }
}
