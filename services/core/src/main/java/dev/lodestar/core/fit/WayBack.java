package dev.lodestar.core.fit;

import dev.lodestar.core.account.AttributeValue;
import dev.lodestar.core.account.Behaviours;
import dev.lodestar.core.evidence.Reading;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/// Which change of a single known attribute would bring an account to a tier.
///
/// What happened first does not change, so the campaign that an account first came from is never a
/// way.
public final class WayBack {

  private static final Set<String> FIXED =
      Set.of(
          Behaviours.FIRST_UTM_SOURCE, Behaviours.FIRST_UTM_MEDIUM, Behaviours.FIRST_UTM_CAMPAIGN);

  private static final Comparator<Step> SMALLEST_FIRST =
      Comparator.comparingInt(Step::levels)
          .thenComparing(Comparator.comparingDouble(Step::probability).reversed())
          .thenComparing(Step::attribute)
          .thenComparing(Step::to);

  private WayBack() {}

  /// One attribute changed, all else as it is.
  ///
  /// @param from the account's levels
  /// @param to another level; of tags, one that is gained, or after `without` one that is given up
  /// @param levels how many levels of an ordered attribute lie between, counting the last; 1 for a
  ///   name or a tag
  /// @param tier that the account would have then, coming from the one it has
  public record Step(
      String attribute,
      List<String> from,
      String to,
      int levels,
      double probability,
      int score,
      Tier tier) {

    public Step {
      from = List.copyOf(from);
    }
  }

  private record Change(String to, int levels, AttributeValue value) {}

  /// The smallest sufficient change of each attribute that has one, smallest first, and of equally
  /// small ones the one that does most; none when the account has come to the tier already, or when
  /// no single attribute would bring it there.
  ///
  /// @param now the fit of an account with these attributes
  public static List<Step> to(
      Tier wanted, Fitting fitting, Fit now, Map<String, AttributeValue> attributes) {
    if (now.tier().isAtLeast(wanted)) {
      return List.of();
    }
    var account = fitting.whatIf(attributes);
    var steps = new ArrayList<Step>();
    for (int a = 0; a < fitting.attributes().size(); a++) {
      var weights = fitting.attributes().get(a);
      AttributeValue value = attributes.get(weights.attribute());
      if (value == null || FIXED.contains(weights.attribute())) {
        continue;
      }
      var probability = account.with(a);
      Step smallest = null;
      for (Change change : changes(weights.reading(), value)) {
        Step step =
            step(
                wanted,
                weights.attribute(),
                change,
                now,
                probability.applyAsDouble(change.value()),
                fitting.scale());
        if (step != null && (smallest == null || SMALLEST_FIRST.compare(step, smallest) < 0)) {
          smallest = step;
        }
      }
      if (smallest != null) {
        steps.add(smallest);
      }
    }
    steps.sort(SMALLEST_FIRST);
    return steps;
  }

  private static @Nullable Step step(
      Tier wanted, String attribute, Change change, Fit now, double probability, FitScale scale) {
    if (!scale.tier(probability).isAtLeast(wanted)) {
      return null; // coming from below, hysteresis asks for more, and costs more
    }
    Tier tier = TierHysteresis.tier(Optional.of(now.tier()), probability, scale);
    return tier.isAtLeast(wanted)
        ? new Step(
            attribute,
            now.reason(attribute).map(Reason::levels).orElse(List.of()),
            change.to(),
            change.levels(),
            probability,
            scale.score(probability),
            tier)
        : null;
  }

  private static List<Change> changes(Reading reading, AttributeValue value) {
    if (reading.levelsOf(value).isEmpty()) {
      return List.of();
    }
    return switch (reading) {
      case Reading.Nominal(var names, _) ->
          names.stream().map(n -> new Change(n, 1, new AttributeValue.Text(n))).toList();
      case Reading.Ordered ordered -> ranges(ordered, value);
      case Reading.Tagged(var names, _) -> tags(names, value);
      case Reading.Paired _ -> List.of(); // changes when one of its two does
    };
  }

  private static List<Change> ranges(Reading.Ordered reading, AttributeValue value) {
    int level = reading.levelsOf(value).orElseThrow()[0];
    var labels = reading.labels();
    var changes = new ArrayList<Change>();
    for (int other = 0; other < labels.size(); other++) {
      if (other != level) {
        changes.add(
            new Change(
                labels.get(other),
                Math.abs(other - level),
                new AttributeValue.Quantity(reading.inside(other))));
      }
    }
    return changes;
  }

  private static List<Change> tags(List<String> names, AttributeValue value) {
    var held =
        new TreeSet<>(
            value instanceof AttributeValue.Tags(var tags)
                ? tags
                : value instanceof AttributeValue.Text(var text) ? Set.of(text) : Set.<String>of());
    var changes = new ArrayList<Change>();
    for (String name : names) {
      var changed = new TreeSet<>(held);
      boolean isGained = changed.add(name);
      if (!isGained) {
        changed.remove(name);
      }
      if (changed.size() <= AttributeValue.MAX_TAGS) {
        changes.add(
            new Change(isGained ? name : "without " + name, 1, new AttributeValue.Tags(changed)));
      }
    }
    return changes;
  }
}
