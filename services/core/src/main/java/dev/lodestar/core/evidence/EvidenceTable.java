package dev.lodestar.core.evidence;

import dev.lodestar.core.definition.ProfileDefinition;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/// Evidence as exact counts per distinct combination of levels and period, in an order that depends
/// on nothing but the combinations.
///
/// Decay is applied when it is read: evidence loses half its weight with every half-life between
/// its period and the period of the latest event, so that the latest period weighs 1 and weights
/// change only from one period to the next.
public final class EvidenceTable {

  private final Discovery discovery;
  private final LevelScheme base; // without pairs
  private final Periods periods;
  private final double[] decay;
  private final List<Combination> combinations;
  private final List<Combination> unpaired;
  private final double effectiveSize;
  private final Instant now;
  private final List<Wait> waits;

  /// The deals that hold the same levels.
  ///
  /// @param cells by period, ascending
  public record Combination(Levels levels, List<Cell> cells) {

    public Combination {
      cells = List.copyOf(cells);
    }
  }

  /// The deals of one combination that closed in one period.
  ///
  /// @param period the place of the period
  /// @param deals as counted
  /// @param goodMillionths sum of their desirability, as counted, in millionths
  public record Cell(int period, long deals, long goodMillionths) {}

  /// The deals that were opened in one period and closed in another, or the same.
  ///
  /// @param opened the place of the period; below 0 before the first that a deal closed in
  public record Wait(int opened, int closed, long deals) {}

  private EvidenceTable(
      Discovery discovery,
      LevelScheme base,
      Periods periods,
      double[] decay,
      Instant now,
      List<Wait> waits,
      List<Combination> combinations,
      List<Combination> unpaired) {
    this.discovery = discovery;
    this.base = base;
    this.unpaired = List.copyOf(unpaired);
    this.now = now;
    this.waits = List.copyOf(waits);
    this.periods = periods;
    this.decay = decay;
    this.combinations = List.copyOf(combinations);
    double size = 0;
    for (var combination : combinations) {
      size += weight(combination);
    }
    this.effectiveSize = Math.rint(size * 1e6) / 1e6;
  }

  /// The same counts, weighing half with every half-life that has passed.
  ///
  /// @param halfLife absent when all weigh the same
  public EvidenceTable remembering(Optional<Duration> halfLife) {
    return new EvidenceTable(
        discovery,
        base,
        periods,
        decay(periods, periods.indexOf(now), halfLife),
        now,
        waits,
        combinations,
        unpaired);
  }

  /// The same counts with these pairs beside the attributes, instead of those there are.
  public EvidenceTable paired(Collection<Reading.Paired> pairs) {
    if (List.copyOf(pairs).equals(scheme().pairs())) {
      return this;
    }
    var paired = new Discovery(base.with(pairs), leftOut());
    return new EvidenceTable(
        paired,
        base,
        periods,
        decay,
        now,
        waits,
        Pairing.of(unpaired, base, paired.scheme()),
        unpaired);
  }

  /// The pairs among some attributes, by name, of which enough combinations were seen. Tags are
  /// never paired: an account holds any number of them.
  public List<Reading.Paired> pairsAmong(Collection<String> attributes) {
    var places = attributes.stream().map(base.attributes()::indexOf).sorted().toList();
    return Pairing.among(unpaired, base, places);
  }

  public LevelScheme scheme() {
    return discovery.scheme();
  }

  public List<LeftOut> leftOut() {
    return discovery.leftOut();
  }

  public Periods periods() {
    return periods;
  }

  /// Ascending by levels.
  public List<Combination> combinations() {
    return combinations;
  }

  /// What one deal of a period weighs now, in (0, 1].
  public double weight(int period) {
    return decay[period];
  }

  /// What the deals of a combination weigh now.
  public double weight(Combination combination) {
    double weight = 0;
    for (var cell : combination.cells()) {
      weight += decay[cell.period()] * cell.deals();
    }
    return weight;
  }

  /// The time of the latest event.
  public Instant now() {
    return now;
  }

  /// From which period to which deals were open, ascending.
  public List<Wait> waits() {
    return waits;
  }

  /// How many periods after the last one that a deal closed in the latest event is.
  public int sinceTheLastClose() {
    return Math.max(0, periods.indexOf(now) - (periods.count() - 1));
  }

  /// What all deals weigh now, to six decimals.
  public double effectiveSize() {
    return effectiveSize;
  }

  static EvidenceTable of(ProfileDefinition definition, Discovery discovery, Evidence evidence) {
    var deals = evidence.counts();
    var asOf = evidence.asOf().orElse(null);
    if (asOf == null) {
      return new EvidenceTable(
          discovery,
          discovery.scheme(),
          Periods.NONE,
          new double[0],
          Instant.EPOCH,
          List.of(),
          List.of(),
          List.of());
    }
    var closings = deals.keySet().stream().map(Evidence.Deal::closedAt).toList();
    var periods =
        Periods.spanning(
            closings.stream().min(Comparator.naturalOrder()).orElseThrow(),
            closings.stream().max(Comparator.naturalOrder()).orElseThrow(),
            deals.values().stream().mapToLong(Integer::longValue).sum());
    var combinations =
        combinations(deals, new LevelReader(discovery.scheme(), evidence.values()), periods);
    return new EvidenceTable(
        discovery,
        discovery.scheme(),
        periods,
        decay(periods, periods.indexOf(asOf), definition.halfLife()),
        asOf,
        waits(periods, deals),
        combinations,
        combinations);
  }

  private static List<Wait> waits(Periods periods, Map<Evidence.Deal, Integer> deals) {
    var counts = new TreeMap<Integer, TreeMap<Integer, Long>>();
    deals.forEach((deal, times) ->
        counts
            .computeIfAbsent(periods.indexOf(deal.openedAt()), _ -> new TreeMap<>())
            .merge(periods.indexOf(deal.closedAt()), (long) times, Long::sum));
    var waits = new ArrayList<Wait>();
    counts.forEach((opened, closings) ->
        closings.forEach((closed, count) -> waits.add(new Wait(opened, closed, count))));
    return waits;
  }

  private static double[] decay(Periods periods, int now, Optional<Duration> halfLife) {
    var decay = new double[periods.count()];
    Arrays.fill(decay, 1);
    if (halfLife.isPresent()) {
      double step = (double) periods.length().toMillis() / halfLife.get().toMillis();
      Arrays.setAll(decay, period -> StrictMath.pow(2, -step * Math.max(0, now - period)));
    }
    return decay;
  }

  private static List<Combination> combinations(
      Map<Evidence.Deal, Integer> deals, LevelReader reader, Periods periods) {
    var levelsOf = new HashMap<Evidence.Tuple, Levels>();
    var counts = new HashMap<Levels, TreeMap<Integer, long[]>>();
    deals.forEach((deal, times) -> {
      var levels = levelsOf.computeIfAbsent(deal.tuple(), reader::levelsOf);
      var cell =
          counts
              .computeIfAbsent(levels, l -> new TreeMap<>())
              .computeIfAbsent(periods.indexOf(deal.closedAt()), p -> new long[2]);
      cell[0] += times;
      cell[1] += (long) times * deal.good();
    });
    var combinations = new ArrayList<Combination>(counts.size());
    counts.forEach((levels, cells) ->
        combinations.add(
            new Combination(
                levels,
                cells.entrySet().stream()
                    .map(c -> new Cell(c.getKey(), c.getValue()[0], c.getValue()[1]))
                    .toList())));
    combinations.sort(Comparator.comparing(Combination::levels));
    return combinations;
  }
}
