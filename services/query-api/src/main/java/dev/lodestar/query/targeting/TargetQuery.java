package dev.lodestar.query.targeting;

import dev.lodestar.core.account.Lifecycle;
import dev.lodestar.core.fit.Tier;
import dev.lodestar.query.paging.Parameters;
import dev.lodestar.query.problem.InvalidField;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/// Which targets are asked for.
///
/// @param tier absent: all
/// @param status where they stand with us; absent: anywhere
/// @param asOf as of which moment; absent: now
/// @param after the place where the last page ended, or the start of all
/// @param attributes shown with each; absent: those that the profile knows
record TargetQuery(
    Optional<Tier> tier,
    Optional<Lifecycle> status,
    Optional<Instant> asOf,
    Target after,
    Optional<List<String>> attributes) {

  /// @throws dev.lodestar.query.problem.InvalidField naming the parameter that breaks a rule
  static TargetQuery of(
      Optional<String> tier,
      Optional<String> status,
      Optional<Instant> asOf,
      Optional<String> cursor,
      Optional<String> attributes) {
    Optional<Tier> wanted = Parameters.oneOf("tier", tier, Tier.class);
    Optional<Lifecycle> standing = Parameters.oneOf("status", status, Lifecycle.class);
    if (asOf.isPresent() && standing.isPresent()) {
      throw new InvalidField(
          "status", standing.get().name(), "is not kept of times past, so asOf must be absent");
    }
    Target start = Target.startOf(wanted.orElse(Tier.A));
    return new TargetQuery(
        wanted,
        standing,
        asOf,
        cursor.map(Target::at).filter(place -> place.compareTo(start) > 0).orElse(start),
        attributes.map(names ->
            Stream.of(names.split(",", -1))
                .map(String::strip)
                .filter(name -> !name.isEmpty())
                .toList()));
  }
}
