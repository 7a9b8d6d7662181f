package dev.lodestar.core.account;

import java.time.Instant;
import java.util.Comparator;
import java.util.Optional;

/// How it ended with an account: it churned, or a deal was lost.
///
/// @param reason as it was told, if it was
public record Lapse(Instant at, Optional<String> reason) {

  /// By time; one whose reason is known goes before another of the same time.
  static final Comparator<Lapse> LATEST =
      Comparator.comparing(Lapse::at).thenComparing(lapse -> lapse.reason().orElse(""));

  /// The same end, with a reason that was told later if none was before.
  Lapse or(Optional<String> told) {
    return reason.isPresent() || told.isEmpty() ? this : new Lapse(at, told);
  }
}
