package dev.lodestar.query.profile;

import dev.lodestar.query.paging.Parameters;
import dev.lodestar.query.problem.InvalidField;
import jakarta.inject.Singleton;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;

/// Reads the moment that a question about the past is about.
@Singleton
public final class PastTimes {

  private static final String NAME = "asOf";

  private final InstantSource clock;

  PastTimes(InstantSource clock) {
    this.clock = clock;
  }

  /// The moment asked for; empty for now.
  ///
  /// @throws InvalidField if it is none, or has not come yet
  public Optional<Instant> read(AsOf asOf) {
    return read(NAME, asOf.asOf());
  }

  /// A moment given under another name.
  ///
  /// @throws InvalidField if it is none, or has not come yet
  public Optional<Instant> read(String name, Optional<String> text) {
    Optional<Instant> time = Parameters.instant(name, text);
    time.filter(t -> t.isAfter(clock.instant()))
        .ifPresent(t -> {
          throw new InvalidField(name, t.toString(), "must not lie in the future");
        });
    return time;
  }

  /// The moment asked for, of a question that may name a version instead.
  ///
  /// @throws InvalidField if it names both
  public Optional<Instant> read(AsOf asOf, Optional<Integer> version) {
    Optional<Instant> time = read(asOf);
    if (time.isPresent() && version.isPresent()) {
      throw new InvalidField(
          NAME, time.get().toString(), "chooses the version, so version must be absent");
    }
    return time;
  }
}
