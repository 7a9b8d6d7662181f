package dev.lodestar.core.fit;

import dev.lodestar.core.account.AttributeValue;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;

/// Why the fit of an account is not what it was: what the profile's move did, and what the
/// account's own did.
///
/// The profile moves first, over the account as it was; then the account, under the profile as it
/// is. In log-odds to six decimals, `before` plus `average` plus both shares of every attribute is
/// exactly `after`.
///
/// @param before log-odds of the account as it was, under the profile as it was
/// @param after log-odds of the account as it is, under the profile as it is
/// @param average how the average log-odds moved, which is the profile's doing
/// @param attributes that moved, largest move first
public record FitMove(double before, double after, double average, List<AttributeMove> attributes) {

  private static final Comparator<AttributeMove> LARGEST_FIRST =
      Comparator.comparingDouble((AttributeMove move) -> -move.size())
          .thenComparing(AttributeMove::attribute);

  public FitMove {
    attributes = List.copyOf(attributes);
  }

  /// What one attribute did to the log-odds.
  ///
  /// @param was reason of the account as it was, under the profile as it was; absent if unknown
  /// @param restated reason of the account as it was, under the profile as it is
  /// @param is reason of the account as it is, under the profile as it is
  public record AttributeMove(
      String attribute,
      Optional<Reason> was,
      Optional<Reason> restated,
      Optional<Reason> is,
      double byProfile,
      double byAccount) {

    double size() {
      return Math.max(Math.abs(byProfile), Math.abs(byAccount));
    }
  }

  public static FitMove between(
      Fitting profileWas,
      Map<String, AttributeValue> accountWas,
      Fitting profileIs,
      Map<String, AttributeValue> accountIs) {
    return between(profileWas.fit(accountWas), profileIs.fit(accountWas), profileIs.fit(accountIs));
  }

  /// The same, of three fits.
  ///
  /// @param was of the account as it was, under the profile as it was
  /// @param restated of the account as it was, under the profile as it is
  /// @param is of the account as it is, under the profile as it is
  public static FitMove between(Fit was, Fit restated, Fit is) {
    var names = new TreeSet<String>();
    for (Fit fit : List.of(was, restated, is)) {
      fit.reasons().forEach(reason -> names.add(reason.attribute()));
    }
    var moves = new ArrayList<AttributeMove>();
    for (String name : names) {
      long before = millionths(was, name);
      long between = millionths(restated, name);
      long after = millionths(is, name);
      if (before != between || between != after) {
        moves.add(
            new AttributeMove(
                name,
                was.reason(name),
                restated.reason(name),
                is.reason(name),
                Millionths.toDouble(between - before),
                Millionths.toDouble(after - between)));
      }
    }
    moves.sort(LARGEST_FIRST);
    return new FitMove(
        was.logOdds(),
        is.logOdds(),
        Millionths.toDouble(
            Millionths.of(is.averageLogOdds()) - Millionths.of(was.averageLogOdds())),
        moves);
  }

  /// All that the profile's move did.
  public double byProfile() {
    return total(AttributeMove::byProfile, Millionths.of(average));
  }

  /// All that the account's own move did.
  public double byAccount() {
    return total(AttributeMove::byAccount, 0);
  }

  private double total(java.util.function.ToDoubleFunction<AttributeMove> part, long start) {
    long sum = start;
    for (AttributeMove move : attributes) {
      sum += Millionths.of(part.applyAsDouble(move));
    }
    return Millionths.toDouble(sum);
  }

  private static long millionths(Fit fit, String attribute) {
    return fit.reason(attribute).map(reason -> Millionths.of(reason.weight())).orElse(0L);
  }
}
