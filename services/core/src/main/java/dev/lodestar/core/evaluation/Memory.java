package dev.lodestar.core.evaluation;

import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/// How fast evidence grows old, where nobody says so: candidate half-lives compete by how well they
/// would have predicted the recent past.
final class Memory {

  /// The candidates. The first, under which all evidence weighs the same, gives way to another only
  /// by a margin.
  static final List<Optional<Duration>> CANDIDATES =
      List.of(
          Optional.empty(),
          Optional.of(Duration.ofDays(365)),
          Optional.of(Duration.ofDays(180)),
          Optional.of(Duration.ofDays(90)));

  /*
   * The margin: two standard errors of the difference, so that memories do not change places by chance,
   * and enough log-loss to be worth a word.
   */
  private static final double STANDARD_ERRORS = 2;
  private static final double WORTH = 0.0005;

  /// With fewer deals a standard error is itself a matter of chance.
  static final int ENOUGH = 100;

  private Memory() {}

  /// The place of the winner.
  ///
  /// @param losses of each candidate, of the same deals in the same order
  static int winner(List<double[]> losses) {
    int winner = 0;
    double most = 0;
    for (int c = 1; c < losses.size(); c++) {
      double gain = gain(losses.getFirst(), losses.get(c));
      if (gain > most) {
        most = gain;
        winner = c;
      }
    }
    return winner;
  }

  /// The mean difference if it is beyond the margin; 0 if not.
  private static double gain(double[] first, double[] other) {
    if (first.length < ENOUGH) {
      return 0;
    }
    var differences = new double[first.length];
    Arrays.setAll(differences, i -> first[i] - other[i]);
    Arrays.sort(differences); // so that the sum does not depend on the order of deals
    double mean = Arrays.stream(differences).sum() / differences.length;
    double squares = 0;
    for (double difference : differences) {
      squares += (difference - mean) * (difference - mean);
    }
    double standardError = Math.sqrt(squares) / differences.length;
    return mean > Math.max(WORTH, STANDARD_ERRORS * standardError) ? mean : 0;
  }
}
