package dev.lodestar.query.targeting;

import java.util.Comparator;

/// What a target list begins with.
public enum Sort {
  /// The best tier, then the best fit.
  FIT,
  /// The most engaged; those never engaged come last, the best fit first.
  ENGAGEMENT;

  Comparator<Target> order() {
    return switch (this) {
      case FIT -> Target.BEST_FIRST;
      case ENGAGEMENT -> Target.MOST_ENGAGED_FIRST;
    };
  }
}
