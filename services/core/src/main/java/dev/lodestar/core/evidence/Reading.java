package dev.lodestar.core.evidence;

import java.util.List;

/// How the values of one attribute become levels.
///
/// Levels are numbered from 0 in the order of [#labels()].
public sealed interface Reading {

  /// The label of the level that rare values share.
  String OTHER = "other";

  /// The levels, as people read them.
  List<String> labels();

  /// One level per name.
  ///
  /// @param values the names, most frequent first, ties by name
  /// @param hasOther whether rare names share a last level `other`
  record Nominal(List<String> values, boolean hasOther) implements Reading {

    public Nominal {
      values = List.copyOf(values);
    }

    @Override
    public List<String> labels() {
      return Labels.named(values, hasOther);
    }
  }

  /// One level per range of numbers: level i holds `bounds[i-1] <= x < bounds[i]`.
  ///
  /// @param whole whether all observed numbers are whole, so that a range reads `50–199`
  record Ordered(List<Double> bounds, boolean whole) implements Reading {

    public Ordered {
      bounds = List.copyOf(bounds);
    }

    @Override
    public List<String> labels() {
      return Labels.ranges(bounds, whole);
    }
  }

  /// One level per name, any number of them at once.
  record Tagged(List<String> values, boolean hasOther) implements Reading {

    public Tagged {
      values = List.copyOf(values);
    }

    @Override
    public List<String> labels() {
      return Labels.named(values, hasOther);
    }
  }
}
