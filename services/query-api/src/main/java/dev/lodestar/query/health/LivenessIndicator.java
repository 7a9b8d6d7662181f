package dev.lodestar.query.health;

import dev.lodestar.query.reading.Progress.State;
import dev.lodestar.query.reading.Readers;
import io.micronaut.health.HealthStatus;
import io.micronaut.management.health.indicator.HealthIndicator;
import io.micronaut.management.health.indicator.HealthResult;
import io.micronaut.management.health.indicator.annotation.Liveness;
import jakarta.inject.Singleton;
import org.reactivestreams.Publisher;
import reactor.core.publisher.Mono;

/// Alive: no reader has ended. One that has never comes back, so the process is to be started anew.
@Singleton
@Liveness
final class LivenessIndicator implements HealthIndicator {

  private final Readers readers;

  LivenessIndicator(Readers readers) {
    this.readers = readers;
  }

  @Override
  public Publisher<HealthResult> getResult() {
    boolean isAlive = readers.progress().stream().noneMatch(p -> p.state() == State.FAILED);
    return Mono.just(
        HealthResult.builder("readers", isAlive ? HealthStatus.UP : HealthStatus.DOWN).build());
  }
}
