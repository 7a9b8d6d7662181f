package dev.lodestar.core.definition;

import java.util.List;

/// How a profile reads one attribute.
public sealed interface AttributeRule {

  /// Typed from its values.
  record Discovered() implements AttributeRule {}

  /// One name out of a set.
  record Nominal() implements AttributeRule {}

  /// A number, cut at bounds: level i holds `bounds[i-1] <= x < bounds[i]`.
  ///
  /// @param bounds strictly ascending; empty when round numbers are to be chosen from the data
  record Ordered(List<Double> bounds) implements AttributeRule {

    public Ordered {
      bounds = List.copyOf(bounds);
      for (int i = 0; i < bounds.size(); i++) {
        double bound = bounds.get(i);
        if (!Double.isFinite(bound) || (i > 0 && bound <= bounds.get(i - 1))) {
          throw new IllegalArgumentException("bounds must be finite and ascending: " + bounds);
        }
      }
    }
  }

  /// Many names at once.
  record Tagged() implements AttributeRule {}

  /// Never looked at.
  record Ignored() implements AttributeRule {}
}
