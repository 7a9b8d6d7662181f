package dev.lodestar.backtest;

import static java.util.Comparator.naturalOrder;

import dev.lodestar.backtest.Case.Features;
import dev.lodestar.core.account.AccountEvent;
import dev.lodestar.core.account.AttributeValue;
import dev.lodestar.core.account.Ledger;
import dev.lodestar.core.definition.ProfileDefinition;
import dev.lodestar.core.evidence.Evidence;
import dev.lodestar.core.evidence.LevelScheme;
import dev.lodestar.core.evidence.Reading;
import dev.lodestar.core.observation.Observation;
import dev.lodestar.core.observation.Observations;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;

/// The closed deals of a past, in the order in which they closed.
record History(ProfileDefinition definition, LevelScheme scheme, List<Case> deals) {

  private static final Duration YEAR = Duration.ofDays(365);

  static History of(ProfileDefinition definition, Collection<? extends AccountEvent> events) {
    var ledgers = new HashMap<String, List<AccountEvent>>();
    for (AccountEvent event : events) {
      ledgers.computeIfAbsent(event.accountId(), _ -> new ArrayList<>()).add(event);
    }
    var observations =
        ledgers.entrySet().stream()
            .flatMap(e -> Observations.of(Ledger.of(e.getKey(), e.getValue())).stream())
            .filter(definition.scope()::contains)
            .sorted(Comparator.comparing(Observation::knownAt).thenComparing(Observation::id))
            .toList();
    var evidence = new Evidence(definition);
    observations.forEach(evidence::add);
    LevelScheme scheme = evidence.table().scheme();
    return new History(
        definition, scheme, observations.stream().map(o -> caseOf(definition, scheme, o)).toList());
  }

  /// The day of the first opening.
  String firstDay() {
    return day(deals.stream().map(d -> d.observation().openedAt()).min(naturalOrder()));
  }

  /// The day of the last close, or of the last churn after one.
  String lastDay() {
    return day(deals.stream().map(d -> d.observation().knownAt()).max(naturalOrder()));
  }

  /// The same deals in a random order, one after the other within a year from the first opening:
  /// each opened and closed at once.
  History shuffled(long seed) {
    var shuffled = new ArrayList<>(deals);
    shuffled.sort(Comparator.comparing(deal -> deal.observation().id()));
    Collections.shuffle(shuffled, new Random(seed));
    Instant first =
        deals.stream().map(d -> d.observation().openedAt()).min(naturalOrder()).orElseThrow();
    Duration step = YEAR.dividedBy(deals.size());
    var moved = new ArrayList<Case>();
    for (int i = 0; i < shuffled.size(); i++) {
      Case deal = shuffled.get(i);
      moved.add(deal.at(first.plus(step.multipliedBy(i))));
    }
    return new History(definition, scheme, moved);
  }

  private static String day(Optional<Instant> time) {
    return time.map(t -> t.toString().substring(0, 10)).orElse("never");
  }

  /// Columns of the scheme, those that say "unknown" included.
  int columns() {
    return scheme.columns() + scheme.size();
  }

  private static Case caseOf(
      ProfileDefinition definition, LevelScheme scheme, Observation observation) {
    return new Case(
        observation,
        scheme.levelsOf(observation.attributes()),
        features(scheme, observation.attributes()),
        definition.valuation().desirability(observation));
  }

  private static Features features(LevelScheme scheme, Map<String, AttributeValue> values) {
    var levels = scheme.levelsOf(values);
    var row = new float[scheme.columns() + scheme.size()];
    for (int column = 0; column < scheme.columns(); column++) {
      row[column] = levels.has(column) ? 1 : 0;
    }
    for (int a = 0; a < scheme.size(); a++) {
      float otherwise = levels.has(scheme.columns() + a) ? Float.NaN : 0;
      row[scheme.columns() + a] =
          scheme.reading(a) instanceof Reading.Ordered
                  && values.get(scheme.attributes().get(a))
                      instanceof AttributeValue.Quantity(var number)
              ? (float) number
              : otherwise;
    }
    return new Features(row);
  }
}
