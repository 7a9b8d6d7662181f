package dev.lodestar.core.profile;

import dev.lodestar.core.account.AttributeValue;
import dev.lodestar.core.evidence.EvidenceTable;
import dev.lodestar.core.evidence.LevelScheme;
import dev.lodestar.core.evidence.Levels;
import dev.lodestar.core.evidence.Reading;
import dev.lodestar.core.fit.Fitting;
import dev.lodestar.core.fit.Millionths;
import dev.lodestar.core.fit.Tier;
import dev.lodestar.core.fit.TierHysteresis;
import dev.lodestar.core.learner.Posterior;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;

/// Which shares of the observed deals move to a better and to a worse tier from one version to
/// another, with the same hysteresis as accounts.
public record TierShift(double up, double down) {

  public static final TierShift NONE = new TierShift(0, 0);

  /// Of both directions together, in [0, 1].
  public double share() {
    return Millionths.rounded(up + down);
  }

  /// What a table of evidence says of two profiles.
  ///
  /// @param after a profile learned from this very table
  public static TierShift between(
      LearnedProfile before, LearnedProfile after, EvidenceTable table) {
    var was = new Fitting(before.posterior(), before.scale());
    var is = new Fitting(after.posterior(), after.scale());
    var readings = new SameReadings(before.posterior(), after.posterior());
    double up = 0;
    double down = 0;
    var pairs = after.posterior().scheme().pairs();
    for (var combination : table.paired(pairs).combinations()) {
      Tier tierWas = was.scale().tier(readings.probability(was, combination.levels()));
      double fitIs = is.probability(combination.levels());
      Tier tierIs = TierHysteresis.tier(Optional.of(tierWas), fitIs, is.scale());
      double weight = tierIs == tierWas ? 0 : table.weight(combination);
      up += tierIs.isAtLeast(tierWas) ? weight : 0;
      down += tierIs.isAtLeast(tierWas) ? 0 : weight;
    }
    double total = table.effectiveSize();
    return total > 0
        ? new TierShift(Millionths.rounded(up / total), Millionths.rounded(down / total))
        : NONE;
  }

  /// Levels of one posterior, as another one reads them.
  private static final class SameReadings {

    /*
     * Where both read attributes the same way, levels are the same. Where they do not, a level stands for a value of
     * its middle: near enough for a share of all deals, and much cheaper than to keep every deal's values.
     */
    private final LevelScheme scheme;
    private final boolean same;
    private final List<AttributeValue> middle = new ArrayList<>();

    SameReadings(Posterior before, Posterior after) {
      this.scheme = after.scheme();
      this.same = before.scheme().equals(scheme);
      for (int a = 0; a < scheme.size(); a++) {
        Reading reading = scheme.reading(a);
        for (int level = 0; level < scheme.levels(a); level++) {
          middle.add(middle(reading, level));
        }
      }
    }

    double probability(Fitting before, Levels levels) {
      return same ? before.probability(levels) : before.probability(values(levels));
    }

    private Map<String, AttributeValue> values(Levels levels) {
      var values = new HashMap<String, AttributeValue>();
      for (int a = 0; a < scheme.size(); a++) {
        if (scheme.reading(a) instanceof Reading.Tagged && !levels.has(scheme.columns() + a)) {
          values.put(scheme.attributes().get(a), AttributeValue.Tags.of());
        }
      }
      levels
          .columns()
          .takeWhile(column -> column < scheme.columns())
          .filter(column -> !(scheme.reading(scheme.attributeOf(column)) instanceof Reading.Paired))
          .forEach(column ->
              values.merge(
                  scheme.attributes().get(scheme.attributeOf(column)),
                  middle.get(column),
                  SameReadings::together));
      return values;
    }

    private static AttributeValue together(AttributeValue tags, AttributeValue tag) {
      var all = new TreeSet<>(((AttributeValue.Tags) tags).values());
      all.addAll(((AttributeValue.Tags) tag).values());
      return new AttributeValue.Tags(all);
    }

    private static AttributeValue middle(Reading reading, int level) {
      return switch (reading) {
        case Reading.Nominal nominal -> new AttributeValue.Text(nominal.labels().get(level));
        case Reading.Tagged tagged -> AttributeValue.Tags.of(tagged.labels().get(level));
        case Reading.Ordered(var bounds, _) -> new AttributeValue.Quantity(middle(bounds, level));
        case Reading.Paired _ -> AttributeValue.Tags.of(); // follows from its attributes
      };
    }

    private static double middle(List<Double> bounds, int level) {
      if (bounds.isEmpty()) {
        return 0;
      }
      if (level == 0) {
        return Math.nextDown(bounds.getFirst());
      }
      return level == bounds.size()
          ? bounds.getLast()
          : (bounds.get(level - 1) + bounds.get(level)) / 2;
    }
  }
}
