package dev.lodestar.core.evidence;

import dev.lodestar.core.evidence.EvidenceTable.Combination;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;

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
  private final int[] moved; // where each column of `from` is in `to`

  private Pairing(LevelScheme from, LevelScheme to) {
    this.from = from;
    this.to = to;
    this.moved = new int[from.columns() + from.size()];
    for (int a = 0; a < from.size(); a++) {
      int there = to.attributes().indexOf(from.attributes().get(a));
      for (int l = 0; l < from.levels(a); l++) {
        moved[from.offset(a) + l] = to.offset(there) + l;
      }
      moved[from.columns() + a] = to.columns() + there;
    }
  }

  static List<Combination> of(
      Collection<Combination> combinations, LevelScheme from, LevelScheme to) {
    var pairing = new Pairing(from, to);
    return combinations.stream()
        .map(c -> new Combination(pairing.paired(c.levels()), c.cells()))
        .sorted(Comparator.comparing(Combination::levels))
        .toList();
  }

  /// The pairs among some attributes, by their places, of which enough combinations were seen.
  static List<Reading.Paired> among(
      List<Combination> combinations, LevelScheme scheme, List<Integer> places) {
    int rows = combinations.size();
    var levels = new int[places.size()][rows];
    var deals = new long[rows];
    for (int r = 0; r < rows; r++) {
      for (var cell : combinations.get(r).cells()) {
        deals[r] += cell.deals();
      }
      for (int i = 0; i < levels.length; i++) {
        levels[i][r] = levelOf(scheme, combinations.get(r).levels(), places.get(i));
      }
    }
    var pairs = new ArrayList<Reading.Paired>();
    for (int i = 0; i < levels.length; i++) {
      for (int j = i + 1; j < levels.length; j++) {
        int seconds = scheme.levels(places.get(j));
        var counts = new long[scheme.levels(places.get(i)) * seconds];
        for (int r = 0; r < rows; r++) {
          if (levels[i][r] >= 0 && levels[j][r] >= 0) {
            counts[levels[i][r] * seconds + levels[j][r]] += deals[r];
          }
        }
        of(counts, scheme, places.get(i), places.get(j)).ifPresent(pairs::add);
      }
    }
    return pairs;
  }

  /// @param counts of deals, by combination
  private static Optional<Reading.Paired> of(
      long[] counts, LevelScheme scheme, int first, int second) {
    var ascending = counts.clone();
    Arrays.sort(ascending);
    int beyond = counts.length - 1 - MAX_LEVELS;
    long enough = Math.max(MIN_COUNT, beyond < 0 ? 0 : ascending[beyond] + 1);
    var seen = IntStream.range(0, counts.length).filter(c -> counts[c] >= enough).boxed().toList();
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
      columns.add(moved[levels.column(i)]);
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
