package dev.lodestar.core.evaluation;

import dev.lodestar.core.account.AttributeValue;
import dev.lodestar.core.evidence.PastDeal;
import java.time.Instant;
import java.util.NavigableMap;
import java.util.NavigableSet;
import java.util.TreeMap;

/// What identifies the facts known before each of some times: sums of hashes, so that no order
/// matters.
final class Fingerprints {

  /*
   * 64 bits over every character: String.hashCode would take a correction from "Aa" to "BB" for none.
   */
  private static final long FACTOR = 0x9e3779b97f4a7c15L;

  private final NavigableSet<Instant> times;
  private final NavigableMap<Instant, long[]> untilNext = new TreeMap<>();

  Fingerprints(NavigableSet<Instant> times) {
    this.times = times;
  }

  void add(PastDeal deal) {
    long attributes = hash(deal);
    count(deal.closedAt(), 1, attributes, deal.goodAtFirst());
    deal.churnedAt()
        .ifPresent(at -> count(deal.knownAt(), 0, attributes, PastDeal.ONE + deal.good()));
  }

  private void count(Instant knownAt, int deals, long hash, int good) {
    var next = times.higher(knownAt);
    if (next != null) {
      var sums = untilNext.computeIfAbsent(next, n -> new long[2]);
      sums[0] += deals;
      sums[1] += scattered(chained(chained(hash, knownAt.toEpochMilli()), good));
    }
  }

  /// How many deals had closed.
  long knownBefore(Instant time) {
    return untilNext.headMap(time, true).values().stream().mapToLong(s -> s[0]).sum();
  }

  long before(Instant time) {
    return untilNext.headMap(time, true).values().stream().mapToLong(s -> s[1]).sum();
  }

  private static long hash(PastDeal deal) {
    long hash = deal.won() ? 1 : 0;
    hash = chained(hash, deal.closedAt().toEpochMilli());
    for (var attribute : deal.attributes().entrySet()) {
      hash = chained(hash, attribute.getKey());
      switch (attribute.getValue()) {
        case AttributeValue.Text(var text) -> hash = chained(hash, text);
        case AttributeValue.Quantity(var number) ->
            hash = chained(hash, Double.doubleToLongBits(number));
        case AttributeValue.Tags(var tags) -> {
          for (String tag : tags) {
            hash = chained(hash, tag);
          }
        }
      }
    }
    return hash;
  }

  private static long chained(long hash, String text) {
    long h = chained(hash, text.length());
    for (int i = 0; i < text.length(); i++) {
      h = h * FACTOR + text.charAt(i);
    }
    return scattered(h);
  }

  private static long chained(long hash, long number) {
    return scattered(hash * FACTOR + number);
  }

  /// The finaliser of SplitMix64.
  private static long scattered(long hash) {
    long z = (hash ^ (hash >>> 30)) * 0xbf58476d1ce4e5b9L;
    z = (z ^ (z >>> 27)) * 0x94d049bb133111ebL;
    return z ^ (z >>> 31);
  }
}
