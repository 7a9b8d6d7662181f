package dev.lodestar.refinery.flow;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import io.micrometer.core.instrument.composite.CompositeMeterRegistry;
import java.time.Duration;

/// What the refinery counts, in the words of the design; names begin with `lodestar.`.
///
/// Counts are of work done, not of facts: after a crash, some work is done twice.
public final class Meters {

  /// Counts nothing.
  public static final Meters NONE = new Meters(new CompositeMeterRegistry());

  private final MeterRegistry registry;

  public Meters(MeterRegistry registry) {
    this.registry = registry;
  }

  /// An event was read.
  public void event(String topic) {
    counter("lodestar.events", "topic", topic);
  }

  /// An event was known already and changed nothing.
  public void repeated(String topic) {
    counter("lodestar.repeated", "topic", topic);
  }

  /// An event broke a rule.
  public void rejected(String topic) {
    counter("lodestar.rejected", "topic", topic);
  }

  /// Bytes could not be decoded.
  public void undecodable(String topic) {
    counter("lodestar.undecodable", "topic", topic);
  }

  /// An observation was added, replaced or withdrawn.
  public void observation(String profileId) {
    counter("lodestar.observations", "profile", profileId);
  }

  public void refit(String profileId, Duration took) {
    Timer.builder("lodestar.refits").tag("profile", profileId).register(registry).record(took);
  }

  /// A refit did not become a version.
  public void held(String profileId) {
    counter("lodestar.held", "profile", profileId);
  }

  public void version(String profileId) {
    counter("lodestar.versions", "profile", profileId);
  }

  /// An account was rescored because a version came.
  public void swept(String profileId) {
    counter("lodestar.swept", "profile", profileId);
  }

  /// A task has rescored all its accounts under a version.
  public void sweep(String profileId) {
    counter("lodestar.sweeps", "profile", profileId);
  }

  public void fit(String profileId) {
    counter("lodestar.fits", "profile", profileId);
  }

  public void retargeting(String profileId) {
    counter("lodestar.retargeting", "profile", profileId);
  }

  private void counter(String name, String tag, String value) {
    Counter.builder(name).tag(tag, value).register(registry).increment();
  }
}
