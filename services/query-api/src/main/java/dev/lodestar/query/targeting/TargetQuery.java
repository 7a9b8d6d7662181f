package dev.lodestar.query.targeting;

import dev.lodestar.core.account.Lifecycle;
import dev.lodestar.core.fit.Tier;
import dev.lodestar.query.paging.Cursor;
import dev.lodestar.query.paging.Parameters;
import dev.lodestar.query.problem.InvalidField;
import java.time.Instant;
import java.util.Optional;

/// Which targets are asked for.
///
/// @param tier absent: all
/// @param engagement grade from 1 to 4; absent: all
/// @param status where they stand with us; absent: anywhere
/// @param asOf as of which moment; absent: now
/// @param from where an earlier page ended; absent: at the start
public record TargetQuery(
    Optional<Tier> tier,
    Optional<Integer> engagement,
    Optional<Lifecycle> status,
    Sort sort,
    Optional<Instant> asOf,
    Optional<Snapshot.Place> from) {

  /// What the parameters ask for.
  ///
  /// @throws InvalidField naming the parameter that breaks a rule
  public static TargetQuery of(
      TargetParameters sent, Optional<Instant> asOf, Optional<String> cursor) {
    Optional<Integer> engagement =
        Parameters.whole("engagement", sent.engagement(), 1, Grades.COUNT);
    Optional<Lifecycle> status = Parameters.oneOf("status", sent.status(), Lifecycle.class);
    Optional<Sort> sort = Parameters.oneOf("sort", sent.sort(), Sort.class);
    if (asOf.isPresent()) {
      status.ifPresent(s -> refusePast("status", s.name()));
      engagement.ifPresent(grade -> refusePast("engagement", Integer.toString(grade)));
      sort.filter(Sort.ENGAGEMENT::equals).ifPresent(s -> refusePast("sort", s.name()));
    }
    Optional<Snapshot.Place> from = cursor.map(Snapshot.Place::at);
    from.filter(place -> sort.isPresent() && sort.get() != place.sort())
        .ifPresent(_ -> {
          throw Cursor.invalid(cursor.get());
        });
    return new TargetQuery(
        Parameters.oneOf("tier", sent.tier(), Tier.class),
        engagement,
        status,
        sort.or(() -> from.map(Snapshot.Place::sort)).orElse(Sort.FIT),
        asOf,
        from);
  }

  Snapshot.Wanted wanted() {
    return new Snapshot.Wanted(tier, engagement, status, sort, from.map(Snapshot.Place::after));
  }

  private static void refusePast(String name, String value) {
    throw new InvalidField(name, value, "is not kept of times past, so asOf must be absent");
  }
}
