package dev.lodestar.core.comparison;

import java.util.Optional;

/// What may be said of candidates, in words.
///
/// @param better the one that is better than every other; present exactly when decided
public record Verdict(Kind kind, Optional<String> better, String words) {

  public Verdict {
    if (better.isPresent() != (kind == Kind.DECIDED)) {
      throw new IllegalArgumentException("verdict " + kind + " for " + better);
    }
  }

  /// How far the evidence reaches.
  public enum Kind {
    /// One is better than every other with a probability of [Verdicts#SURE] or more.
    DECIDED,
    /// There is enough to compare, and it does not tell.
    UNDECIDED,
    /// A candidate has too few deals to be compared.
    TOO_FEW
  }
}
