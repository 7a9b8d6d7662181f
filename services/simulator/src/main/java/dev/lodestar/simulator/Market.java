package dev.lodestar.simulator;

import dev.lodestar.core.account.AttributeValue;
import dev.lodestar.core.account.Behaviours;
import dev.lodestar.simulator.TrueProfile.Effect;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.TreeMap;

/// Who buys, day by day: a true profile, another one from the day of the drift on, and a base rate
/// that moves for everybody.
///
/// The chance that a deal closing on day `d` is won is `σ(baseline(d) +
/// truth(d).logOdds(attributes))`.
public final class Market {

  /// What decides before the drift; what it leaves out does not matter.
  public static final TrueProfile BEFORE =
      new TrueProfile(
          new TreeMap<>(
              Map.of(
                  "industry",
                  new Effect.ByName(
                      Map.of(
                          "software", 0.8,
                          "fintech", 0.6,
                          "healthcare", 0.0,
                          "manufacturing", -0.2,
                          "retail", -0.5,
                          "education", -1.0)),
                  "employees",
                  new Effect.ByRange(List.of(10.0, 50.0, 1000.0), List.of(-1.5, -0.3, 0.9, -0.8)),
                  "technologies",
                  new Effect.ByTag(Map.of("kafka", 1.0, "sap", -0.7)),
                  "business_model",
                  new Effect.ByName(Map.of("b2b", 0.4, "marketplace", 0.0, "b2c", -0.7)),
                  Behaviours.PRICING_PAGE_30D,
                  new Effect.ByRange(List.of(1.0), List.of(-0.4, 0.6)))));

  /// What decides from the drift on: company size stopped mattering, and funding started to.
  public static final TrueProfile AFTER =
      BEFORE
          .without("employees")
          .with(
              "funding_stage",
              new Effect.ByName(
                  Map.of(
                      "bootstrapped", -0.6,
                      "pre-seed", -1.4,
                      "seed", 0.0,
                      "series-a", 1.2,
                      "series-b", 1.0,
                      "public", -0.3)));

  private static final double MEAN_LOG_ODDS = -0.5;
  private static final double SEASON = 0.35;
  private static final double DAYS_PER_YEAR = 365.25;

  private final OptionalInt driftDay;

  public Market(OptionalInt driftDay) {
    this.driftDay = driftDay;
  }

  public TrueProfile truth(int day) {
    return driftDay.isPresent() && day >= driftDay.getAsInt() ? AFTER : BEFORE;
  }

  /// The log-odds that everybody shares: a season of one year.
  public double baseline(int day) {
    return MEAN_LOG_ODDS + SEASON * StrictMath.sin(2 * Math.PI * day / DAYS_PER_YEAR);
  }

  /// The chance that a deal with these attributes, closing on that day, is won.
  public double chance(Map<String, AttributeValue> attributes, int day) {
    return 1 / (1 + StrictMath.exp(-baseline(day) - truth(day).logOdds(attributes)));
  }

  /// One sentence for those who watch.
  public static String driftInWords() {
    return "company size stopped mattering, and funding started to (series A and B are wanted now)";
  }
}
