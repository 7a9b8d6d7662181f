package dev.lodestar.core.evidence;

import dev.lodestar.core.evidence.EvidenceTable.Combination;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/// Rewrites combinations of levels so that they hold the levels of pairs, too.
final class Pairing {

  /// A combination of two levels seen in fewer deals is no level of its own.
  static final int MIN_COUNT = 10;

  /// A pair of more combinations would be read by nobody: only the most frequent are levels.
  static final int MAX_LEVELS = 60;

  /// Fewer combinations say nothing that two attributes apart from each other do not.
  private static final int FEWEST = 4;

  private final LevelScheme from;
  private final LevelScheme to;

  private Pairing(LevelScheme from, LevelScheme to) {
    this.from = from;
    this.to = to;
  }

  static List<Combination> of(
      Collection<Combination> combinations, LevelScheme from, LevelScheme to) {
    var pairing = new Pairing(from, to);
    return combinations.stream()
        .map(c -> new Combination(pairing.paired(c.levels()), c.cells()))
        .sorted(Comparator.comparing(Combination::levels))
        .toList();
  }

  /// The pair of two attributes, if enough of their combinations were seen.
  static Optional<Reading.Paired> of(
      Collection<Combination> combinations, LevelScheme scheme, int first, int second) {
    var counts = new TreeMap<Integer, Long>();
    int seconds = scheme.levels(second);
    for (var combination : combinations) {
      int a = levelOf(scheme, combination.levels(), first);
      int b = levelOf(scheme, combination.levels(), second);
      if (a >= 0 && b >= 0) {
        long deals = combination.cells().stream().mapToLong(EvidenceTable.Cell::deals).sum();
        counts.merge(a * seconds + b, deals, Long::sum);
      }
    }
    var mostFirst = counts.values().stream().sorted(Comparator.reverseOrder()).toList();
    long tooRare = mostFirst.size() > MAX_LEVELS ? mostFirst.get(MAX_LEVELS) : 0;
    long enough = Math.max(MIN_COUNT, tooRare + 1);
    var seen =
        counts.entrySet().stream()
            .filter(entry -> entry.getValue() >= enough)
            .map(Map.Entry::getKey)
            .toList();
    return seen.size() >= FEWEST
        ? Optional.of(
            new Reading.Paired(
                scheme.attributes().get(first),
                scheme.reading(first),
                scheme.attributes().get(second),
                scheme.reading(second),
                seen))
        : Optional.empty();
  }

  private Levels paired(Levels levels) {
    var columns = new ArrayList<Integer>();
    for (int i = 0; i < levels.size(); i++) {
      int column = levels.column(i);
      int a = from.attributeOf(column);
      int there = to.attributes().indexOf(from.attributes().get(a));
      columns.add(
          column < from.columns()
              ? to.offset(there) + column - from.offset(a)
              : to.columns() + there);
    }
    for (int a = 0; a < to.size(); a++) {
      if (to.reading(a) instanceof Reading.Paired pair) {
        int first = levelOf(from, levels, from.attributes().indexOf(pair.first()));
        int second = levelOf(from, levels, from.attributes().indexOf(pair.second()));
        if (first < 0 || second < 0) {
          columns.add(to.columns() + a);
        } else {
          int offset = to.offset(a);
          Arrays.stream(pair.levelsOf(first, second)).forEach(l -> columns.add(offset + l));
        }
      }
    }
    return new Levels(columns.stream().mapToInt(Integer::intValue).sorted().toArray());
  }

  /// The one level held of an attribute; −1 when it is unknown or no level.
  private static int levelOf(LevelScheme scheme, Levels levels, int attribute) {
    for (int i = 0; i < levels.size(); i++) {
      int level = levels.column(i) - scheme.offset(attribute);
      if (level >= 0 && level < scheme.levels(attribute)) {
        return level;
      }
    }
    return -1;
  }
}
