package dev.lodestar.simulator;

import dev.lodestar.core.account.AttributeValue;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;

/// What truly decides whether a deal is won: what each attribute adds to its log-odds.
///
/// An attribute that is not named adds nothing.
public record TrueProfile(SortedMap<String, Effect> effects) {

  public TrueProfile {
    effects = Collections.unmodifiableSortedMap(new TreeMap<>(effects));
  }

  /// The sum of what the attributes add; the base rate is not in it.
  public double logOdds(Map<String, AttributeValue> attributes) {
    return effects.entrySet().stream()
        .mapToDouble(e -> {
          var value = attributes.get(e.getKey());
          return value == null ? 0 : e.getValue().of(value);
        })
        .sum();
  }

  /// The attributes whose effect is not the same in both.
  public SortedSet<String> differencesTo(TrueProfile other) {
    var names = new TreeSet<>(effects.keySet());
    names.addAll(other.effects.keySet());
    names.removeIf(name -> {
      var here = effects.get(name);
      return here != null && here.equals(other.effects.get(name));
    });
    return names;
  }

  /// This profile with one attribute deciding otherwise.
  TrueProfile with(String attribute, Effect effect) {
    var changed = new TreeMap<>(effects);
    changed.put(attribute, effect);
    return new TrueProfile(changed);
  }

  /// This profile with one attribute deciding nothing.
  TrueProfile without(String attribute) {
    var changed = new TreeMap<>(effects);
    changed.remove(attribute);
    return new TrueProfile(changed);
  }

  /// What the values of one attribute add to the log-odds.
  public sealed interface Effect {

    /// 0 for a value of another type.
    double of(AttributeValue value);

    /// By name; a name that is not listed adds 0.
    record ByName(SortedMap<String, Double> logOdds) implements Effect {

      public ByName {
        logOdds = Collections.unmodifiableSortedMap(new TreeMap<>(logOdds));
      }

      ByName(Map<String, Double> logOdds) {
        this(new TreeMap<>(logOdds));
      }

      @Override
      public double of(AttributeValue value) {
        return value instanceof AttributeValue.Text(var name) ? logOdds.getOrDefault(name, 0.0) : 0;
      }
    }

    /// By range: `logOdds[i]` where `bounds[i-1] <= x < bounds[i]`.
    record ByRange(List<Double> bounds, List<Double> logOdds) implements Effect {

      public ByRange {
        bounds = List.copyOf(bounds);
        logOdds = List.copyOf(logOdds);
        if (logOdds.size() != bounds.size() + 1) {
          throw new IllegalArgumentException(
              bounds.size() + " bounds make " + (bounds.size() + 1) + " ranges: " + logOdds);
        }
      }

      @Override
      public double of(AttributeValue value) {
        if (!(value instanceof AttributeValue.Quantity(var number))) {
          return 0;
        }
        int range = 0;
        while (range < bounds.size() && number >= bounds.get(range)) {
          range++;
        }
        return logOdds.get(range);
      }
    }

    /// The sum over the tags present.
    record ByTag(SortedMap<String, Double> logOdds) implements Effect {

      public ByTag {
        logOdds = Collections.unmodifiableSortedMap(new TreeMap<>(logOdds));
      }

      ByTag(Map<String, Double> logOdds) {
        this(new TreeMap<>(logOdds));
      }

      @Override
      public double of(AttributeValue value) {
        return value instanceof AttributeValue.Tags(var tags)
            ? tags.stream().mapToDouble(tag -> logOdds.getOrDefault(tag, 0.0)).sum()
            : 0;
      }
    }
  }
}
