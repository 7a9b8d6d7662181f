package dev.lodestar.core.fit;

import dev.lodestar.core.account.AttributeValue;
import dev.lodestar.core.evidence.Reading;
import dev.lodestar.core.fit.Unknown.Known;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/// One version of a profile, ready to tell how much is left open by what it does not know of an
/// account.
///
/// Of an attribute with tags at most one is supposed to be held. Immutable, so threads may share
/// it.
public final class Unknowns {

  /*
   * A level adds its number to those the account holds, so that its variance is the account's, its own, and twice its
   * covariances with each of them: as many steps as the account holds numbers, whatever it holds. Only where a pair
   * becomes known along with the level is all of it summed anew.
   */

  private record Level(String label, AttributeValue value, PreparedPosterior.Held held) {}

  private final Fitting fitting;
  private final List<List<Level>> levels = new ArrayList<>();
  private final boolean[] isPaired;

  public Unknowns(Fitting fitting) {
    this.fitting = fitting;
    var attributes = fitting.attributes();
    this.isPaired = new boolean[attributes.size()];
    for (int a = 0; a < attributes.size(); a++) {
      levels.add(levels(a));
      String name = attributes.get(a).attribute();
      isPaired[a] =
          attributes.stream()
              .anyMatch(other ->
                  other.reading() instanceof Reading.Paired pair
                      && (pair.first().equals(name) || pair.second().equals(name)));
    }
  }

  /// One per attribute that the version knows and the account does not, in the order of
  /// [Fit#unknown()].
  public List<Unknown> of(Fit fit, Map<String, AttributeValue> attributes) {
    if (fit.unknown().isEmpty()) {
      return List.of();
    }
    var posterior = fitting.posterior();
    var sum = posterior.average();
    for (int a = 0; a < levels.size(); a++) {
      var held = posterior.held(a, attributes);
      if (held != null) {
        sum.add(a, held);
      }
    }
    var total = sum.total();
    var unknown = new ArrayList<Unknown>();
    for (String name : fit.unknown()) {
      int a = posterior.indexOf(name);
      if (!levels.get(a).isEmpty()) {
        unknown.add(unknown(name, a, total, attributes));
      }
    }
    return unknown;
  }

  private Unknown unknown(
      String name,
      int attribute,
      PreparedPosterior.Total total,
      Map<String, AttributeValue> attributes) {
    Level lowest = levels.get(attribute).getFirst();
    Level highest = lowest;
    double least = Double.POSITIVE_INFINITY;
    double most = Double.NEGATIVE_INFINITY;
    for (Level level : levels.get(attribute)) {
      double probability =
          isPaired[attribute]
              ? fitting.probability(with(attributes, name, level.value()))
              : total.probabilityWith(attribute, level.held());
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

  private static Map<String, AttributeValue> with(
      Map<String, AttributeValue> attributes, String name, AttributeValue value) {
    var more = new TreeMap<>(attributes);
    more.put(name, value);
    return more;
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
    String name = fitting.attributes().get(attribute).attribute();
    var held = fitting.posterior().held(attribute, Map.of(name, value));
    if (held != null) {
      levels.add(new Level(label, value, held));
    }
  }
}
