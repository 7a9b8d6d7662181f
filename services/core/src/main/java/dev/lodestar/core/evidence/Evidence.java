package dev.lodestar.core.evidence;

import dev.lodestar.core.account.AttributeValue;
import dev.lodestar.core.definition.ProfileDefinition;
import dev.lodestar.core.observation.Observation;
import java.time.Instant;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// The closed deals that one profile learns from, as exact counts.
///
/// A multiset: everything it answers depends on which observations it holds, and neither on the
/// order they came in nor on those that came and went. Not thread-safe.
public final class Evidence {

  /*
   * Values are interned per attribute, and tuples of values per evidence, so that a deal costs a few
   * references. What is derived (types, cuts, levels) is derived anew when it is asked for after a change:
   * one pass over distinct values and one over deals, well below the cost of a fit.
   */
  private final ProfileDefinition definition;
  private final SortedMap<String, ValueCounts> values = new TreeMap<>();
  private final Map<Tuple, Tuple> tuples = new HashMap<>();
  private final Map<Deal, Integer> deals = new HashMap<>();
  private final SortedMap<Instant, Integer> knownAt = new TreeMap<>();
  private long observations;
  private long won;
  private long churned;
  private long good;
  private @Nullable EvidenceTable table;

  public Evidence(ProfileDefinition definition) {
    this.definition = definition;
  }

  public ProfileDefinition definition() {
    return definition;
  }

  public void add(Observation observation) {
    add(PastDeal.of(observation, definition.valuation()));
  }

  public void add(PastDeal deal) {
    count(deal, 1);
  }

  /// Takes an observation back that was added before, in exactly this form.
  ///
  /// @throws IllegalArgumentException when it is not held
  public void remove(Observation observation) {
    remove(PastDeal.of(observation, definition.valuation()));
  }

  /// Takes a deal back that was added before.
  ///
  /// @throws IllegalArgumentException when no such deal is held
  public void remove(PastDeal deal) {
    count(deal, -1);
  }

  public boolean isEmpty() {
    return observations == 0;
  }

  /// The latest event time that any held observation knows of.
  public Optional<Instant> asOf() {
    return knownAt.isEmpty() ? Optional.empty() : Optional.of(knownAt.lastKey());
  }

  public EvidenceTotals totals() {
    return totals(table());
  }

  /// How much was seen.
  ///
  /// @param table of this evidence, whose weights make the effective size
  public EvidenceTotals totals(EvidenceTable table) {
    return isEmpty()
        ? EvidenceTotals.NONE
        : new EvidenceTotals(
            observations,
            won,
            observations - won,
            churned,
            (double) good / PastDeal.ONE,
            table.effectiveSize());
  }

  /// The evidence per distinct combination of levels and period. Computed on first use after a
  /// change.
  public EvidenceTable table() {
    if (table == null) {
      table = EvidenceTable.of(definition, Discovery.of(definition, values), this);
    }
    return table;
  }

  /// The same evidence seen without any attribute: the base rate alone.
  public EvidenceTable withoutAttributes() {
    return EvidenceTable.of(
        definition, new Discovery(LevelScheme.EMPTY, java.util.List.of()), this);
  }

  /// Every deal held, in no particular order.
  public Stream<PastDeal> deals() {
    return deals.entrySet().stream()
        .flatMap(e -> Stream.generate(e.getKey()::asPastDeal).limit(e.getValue()));
  }

  Map<Deal, Integer> counts() {
    return deals;
  }

  SortedMap<String, ValueCounts> values() {
    return values;
  }

  private void count(PastDeal past, int sign) {
    var deal =
        new Deal(
            intern(past.attributes()),
            past.openedAt(),
            past.closedAt(),
            past.won(),
            past.churnedAt(),
            past.goodAtFirst(),
            past.good());
    int held = deals.getOrDefault(deal, 0);
    if (held + sign < 0) {
      tally(deal.tuple, 0); // forgets values interned just now
      throw new IllegalArgumentException("not held: " + past);
    }
    merge(deals, deal, sign);
    merge(knownAt, past.knownAt(), sign);
    tally(deal.tuple, sign);
    observations += sign;
    won += past.won() ? sign : 0;
    churned += past.churnedAt().isPresent() ? sign : 0;
    good += (long) sign * past.good();
    table = null;
  }

  private Tuple intern(SortedMap<String, AttributeValue> attributes) {
    var entries = new ValueCounts.Entry[attributes.size()];
    int i = 0;
    for (var attribute : attributes.entrySet()) {
      entries[i++] =
          values.computeIfAbsent(attribute.getKey(), ValueCounts::new).entry(attribute.getValue());
    }
    var tuple = new Tuple(entries);
    return tuples.getOrDefault(tuple, tuple);
  }

  private void tally(Tuple tuple, int sign) {
    if (sign > 0) {
      tuples.putIfAbsent(tuple, tuple);
    }
    tuple.deals += sign;
    if (tuple.deals == 0) {
      tuples.remove(tuple);
    }
    for (var entry : tuple.entries) {
      var counts = values.get(entry.attribute);
      if (counts != null) {
        counts.count(entry, sign);
        if (counts.isEmpty()) {
          values.remove(entry.attribute);
        }
      }
    }
  }

  private static <K> void merge(Map<K, Integer> counts, K key, int times) {
    counts.merge(key, times, (a, b) -> a + b == 0 ? null : Integer.valueOf(a + b));
  }

  /// One deal, its attribute values interned.
  record Deal(
      Tuple tuple,
      Instant openedAt,
      Instant closedAt,
      boolean won,
      Optional<Instant> churnedAt,
      int goodAtFirst,
      int good) {

    PastDeal asPastDeal() {
      var attributes = new TreeMap<String, AttributeValue>();
      for (var entry : tuple.entries) {
        attributes.put(entry.attribute, entry.value);
      }
      return new PastDeal(attributes, openedAt, closedAt, won, churnedAt, goodAtFirst, good);
    }
  }

  /// The attribute values of a deal, by name of attribute, each as its interned entry.
  static final class Tuple {
    final ValueCounts.Entry[] entries;
    long deals;

    Tuple(ValueCounts.Entry[] entries) {
      this.entries = entries;
    }

    @Override
    public boolean equals(@Nullable Object other) {
      return other instanceof Tuple that && Arrays.equals(entries, that.entries);
    }

    @Override
    public int hashCode() {
      return Arrays.hashCode(entries);
    }
  }
}
