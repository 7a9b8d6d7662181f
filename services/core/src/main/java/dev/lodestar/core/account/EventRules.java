package dev.lodestar.core.account;

import dev.lodestar.core.account.AccountEvent.AccountErased;
import dev.lodestar.core.account.AccountEvent.AccountMerged;
import dev.lodestar.core.account.AccountEvent.AttributesObserved;
import dev.lodestar.core.account.AccountEvent.ChurnReported;
import dev.lodestar.core.account.AccountEvent.DealReported;
import dev.lodestar.core.account.AccountEvent.SiteVisited;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.stream.Stream;

/// Which times an event may name.
public final class EventRules {

  /// How far ahead of its receipt an event may be dated: one wrong clock must not age all evidence.
  public static final Duration MAX_AHEAD = Duration.ofHours(1);

  /// The earliest time an event may name; older dates are typing errors and defaults.
  public static final Instant EARLIEST = Instant.parse("1980-01-01T00:00:00Z");

  private EventRules() {}

  /// Why the event cannot be used, naming the value and the rule; empty when it can.
  public static Optional<String> check(AccountEvent event, Instant receivedAt) {
    Instant latest = receivedAt.plus(MAX_AHEAD);
    return times(event).flatMap(t -> t.problem(latest, receivedAt).stream()).findFirst();
  }

  private static Stream<Named> times(AccountEvent event) {
    var occurredAt = new Named("occurredAt", event.occurredAt());
    return switch (event) {
      case AttributesObserved _, SiteVisited _, AccountErased _, AccountMerged _ ->
          Stream.of(occurredAt);
      case ChurnReported e -> Stream.of(occurredAt, new Named("effectiveAt", e.effectiveAt()));
      case DealReported e ->
          Stream.concat(
              Stream.of(occurredAt),
              Stream.concat(
                  e.openedAt().stream().map(t -> new Named("openedAt", t)),
                  e.closedAt().stream().map(t -> new Named("closedAt", t))));
    };
  }

  private record Named(String name, Instant time) {

    Optional<String> problem(Instant latest, Instant receivedAt) {
      if (time.isAfter(latest)) {
        return Optional.of(
            "%s %s is more than %s after its receipt at %s"
                .formatted(name, time, MAX_AHEAD, receivedAt));
      }
      if (time.isBefore(EARLIEST)) {
        return Optional.of("%s %s is before %s".formatted(name, time, EARLIEST));
      }
      return Optional.empty();
    }
  }
}
