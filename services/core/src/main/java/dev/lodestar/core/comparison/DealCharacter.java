package dev.lodestar.core.comparison;

import dev.lodestar.core.observation.Observation;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.stream.IntStream;

/// What sets some deals apart from all, in words: `rarely won, small and short deals that cost more
/// than they bring`.
public final class DealCharacter {

  /// Fewer deals, or customers where it is about customers, have no character.
  static final int LEAST = 5;

  /// Less than this share of what all have is little.
  private static final double LITTLE = 2.0 / 3;

  private DealCharacter() {}

  /// Empty when nothing sets them apart for the worse, or too few are known to say so.
  ///
  /// @param deals of all
  /// @param these those that are described
  /// @param horizon over which a customer counts in full
  public static Optional<String> of(
      List<Observation> deals, Predicate<Observation> these, Duration horizon) {
    Instant asOf =
        deals.stream()
            .map(Observation::knownAt)
            .max(Comparator.naturalOrder())
            .orElse(Instant.EPOCH);
    var all = new Sample(deals, IntStream.range(0, deals.size()).toArray(), asOf, horizon);
    var some =
        new Sample(
            deals,
            IntStream.range(0, deals.size()).filter(i -> these.test(deals.get(i))).toArray(),
            asOf,
            horizon);
    return some.deals() < LEAST
        ? Optional.empty()
        : words(some, some.figures(deals.size()), all.figures(deals.size()));
  }

  private static Optional<String> words(Sample sample, Figures some, Figures all) {
    var said = new ArrayList<String>();
    var shown = new ArrayList<String>();
    if (some.winRate() < LITTLE * all.winRate()) {
      said.add("rarely won");
      shown.add("%s won, of all %s".formatted(percent(some.winRate()), percent(all.winRate())));
    }
    if (sample.amountsKnown() >= LEAST && some.averageDeal() < LITTLE * all.averageDeal()) {
      said.add("small");
      shown.add(
          "%s on average, of all %s"
              .formatted(money(some.averageDeal()), money(all.averageDeal())));
    }
    if (sample.won() >= LEAST && some.retained() < LITTLE * all.retained()) {
      said.add("short");
      shown.add(
          "customers stay %s of the horizon, of all %s"
              .formatted(percent(some.retained()), percent(all.retained())));
    }
    boolean costsMore =
        sample.costsKnown() >= LEAST
            && sample.amountsKnown() >= LEAST
            && some.value(Unit.MONEY) < 0;
    if (costsMore) {
      shown.add(
          "a deal costs %s and brings %s"
              .formatted(
                  money(some.costPerDeal()), money(some.value(Unit.MONEY) + some.costPerDeal())));
    }
    if (shown.isEmpty()) {
      return Optional.empty();
    }
    String kind = said.isEmpty() ? "deals" : listed(said) + " deals";
    return Optional.of(
        kind
            + (costsMore ? " that cost more than they bring" : "")
            + " ("
            + String.join("; ", shown)
            + ")");
  }

  private static String listed(List<String> words) {
    return words.size() == 1
        ? words.getFirst()
        : String.join(", ", words.subList(0, words.size() - 1)) + " and " + words.getLast();
  }

  private static String percent(double share) {
    return String.format(Locale.ROOT, "%.0f%%", 100 * share);
  }

  private static String money(double amount) {
    return String.format(Locale.ROOT, "%,.0f", amount + 0.0);
  }
}
