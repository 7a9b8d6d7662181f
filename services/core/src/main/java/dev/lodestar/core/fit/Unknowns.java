package dev.lodestar.core.fit;

import dev.lodestar.core.account.AttributeValue;
import dev.lodestar.core.evidence.Reading;
import dev.lodestar.core.fit.Unknown.Known;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.ToDoubleFunction;

/// One version of a profile, ready to tell how much is left open by what it does not know of an
/// account.
///
/// Of an attribute with tags at most one is supposed to be held. Immutable, so threads may share
/// it.
public final class Unknowns {

  private record Level(String label, AttributeValue value) {}

  private final Fitting fitting;
  private final List<List<Level>> levels = new ArrayList<>();

  public Unknowns(Fitting fitting) {
    this.fitting = fitting;
    for (int a = 0; a < fitting.attributes().size(); a++) {
      levels.add(levels(a));
    }
  }

  /// One per attribute that the version knows and the account does not, in the order of
  /// [Fit#unknown()].
  public List<Unknown> of(Fit fit, Map<String, AttributeValue> attributes) {
    if (fit.unknown().isEmpty()) {
      return List.of();
    }
    var account = fitting.whatIf(attributes);
    var unknown = new ArrayList<Unknown>();
    for (String name : fit.unknown()) {
      int a = fitting.posterior().indexOf(name);
      if (!levels.get(a).isEmpty()) {
        unknown.add(unknown(name, a, account.with(a)));
      }
    }
    return unknown;
  }

  private Unknown unknown(
      String name, int attribute, ToDoubleFunction<AttributeValue> probabilities) {
    Level lowest = levels.get(attribute).getFirst();
    Level highest = lowest;
    double least = Double.POSITIVE_INFINITY;
    double most = Double.NEGATIVE_INFINITY;
    for (Level level : levels.get(attribute)) {
      double probability = probabilities.applyAsDouble(level.value());
      if (probability < least) {
        least = probability;
        lowest = level;
      }
      if (probability > most) {
        most = probability;
        highest = level;
      }
    }
    return new Unknown(name, known(lowest, least), known(highest, most));
  }

  private Known known(Level level, double probability) {
    return new Known(
        level.label(),
        probability,
        fitting.scale().score(probability),
        fitting.scale().tier(probability));
  }

  private List<Level> levels(int attribute) {
    var weights = fitting.attributes().get(attribute);
    var labels = weights.reading().labels();
    var levels = new ArrayList<Level>();
    switch (weights.reading()) {
      case Reading.Nominal _ ->
          labels.forEach(label -> add(levels, attribute, label, new AttributeValue.Text(label)));
      case Reading.Ordered ordered -> {
        for (int l = 0; l < labels.size(); l++) {
          add(levels, attribute, labels.get(l), new AttributeValue.Quantity(ordered.inside(l)));
        }
      }
      case Reading.Tagged _ -> {
        add(levels, attribute, "none", AttributeValue.Tags.of());
        labels.forEach(label -> add(levels, attribute, label, AttributeValue.Tags.of(label)));
      }
      case Reading.Paired _ -> {} // known when its two are
    }
    return List.copyOf(levels);
  }

  private void add(List<Level> levels, int attribute, String label, AttributeValue value) {
    if (fitting.posterior().heldOf(attribute, value) != null) {
      levels.add(new Level(label, value));
    }
  }
}
