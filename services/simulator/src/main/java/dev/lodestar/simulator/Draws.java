package dev.lodestar.simulator;

import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;

/// A stream of random numbers that is the same on every machine for the same seed and purpose.
///
/// Streams of different purposes do not disturb each other: what one draws leaves the others alone.
final class Draws {

  private static final long GOLDEN = 0x9E37_79B9_7F4A_7C15L;

  private final SplittableRandom random;

  private Draws(long seed) {
    this.random = new SplittableRandom(seed);
  }

  static Draws of(long seed, long subject, Purpose purpose) {
    return new Draws(mixed(mixed(seed ^ GOLDEN) + subject * GOLDEN) ^ mixed(purpose.salt));
  }

  /// Uniform in [0, 1).
  double unit() {
    return random.nextDouble();
  }

  boolean chance(double probability) {
    return unit() < probability;
  }

  /// Uniform in [from, to).
  double between(double from, double to) {
    return from + (to - from) * unit();
  }

  int below(int bound) {
    return random.nextInt(bound);
  }

  /// Standard normal.
  double normal() {
    double radius = StrictMath.sqrt(-2 * StrictMath.log(1 - unit()));
    return radius * StrictMath.cos(2 * Math.PI * unit());
  }

  /// Log-normal with this median; `spread` is the standard deviation of the logarithm.
  double logNormal(double median, double spread) {
    return median * StrictMath.exp(spread * normal());
  }

  /// Poisson by counting exponential waits, which suits means up to a few hundred.
  int poisson(double mean) {
    int count = 0;
    double waited = -StrictMath.log(1 - unit());
    while (waited < mean) {
      count++;
      waited -= StrictMath.log(1 - unit());
    }
    return count;
  }

  <T> T oneOf(List<T> values) {
    return values.get(below(values.size()));
  }

  /// One of the names, as often as their shares say; the shares need not sum to 1.
  String oneOf(Map<String, Double> shares) {
    double total = shares.values().stream().mapToDouble(Double::doubleValue).sum();
    double left = unit() * total;
    String chosen = "";
    for (var share : shares.entrySet()) {
      chosen = share.getKey();
      left -= share.getValue();
      if (left < 0) {
        break;
      }
    }
    return chosen;
  }

  /// The finaliser of MurmurHash3: neighbouring subjects must not get neighbouring seeds.
  private static long mixed(long seed) {
    long z = (seed ^ (seed >>> 33)) * 0xff51_afd7_ed55_8ccdL;
    z = (z ^ (z >>> 33)) * 0xc4ce_b9fe_1a85_ec53L;
    return z ^ (z >>> 33);
  }

  /// What a stream is drawn for.
  enum Purpose {
    ARRIVALS(1),
    COMPANY(2),
    ENRICHMENT(3),
    VISITS(4),
    DEALS(5),
    OUTCOMES(6),
    REPORTS(7);

    private final long salt;

    Purpose(long salt) {
      this.salt = salt;
    }
  }
}
