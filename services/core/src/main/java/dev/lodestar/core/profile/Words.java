package dev.lodestar.core.profile;

import dev.lodestar.core.account.Behaviours;
import dev.lodestar.core.fit.Probability;
import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/// Numbers, names and lists as people read them in English, the same on every machine.
public final class Words {

  private static final List<String> MONTHS =
      List.of(
          "January",
          "February",
          "March",
          "April",
          "May",
          "June",
          "July",
          "August",
          "September",
          "October",
          "November",
          "December");

  private static final Map<String, String> BEHAVIOURS =
      Map.of(
          Behaviours.VISITS_30D, "website visits in 30 days",
          Behaviours.PRICING_PAGE_30D, "pricing page visits in 30 days",
          Behaviours.INTENT_PAGES_30D, "visits of pages near a purchase in 30 days",
          Behaviours.FIRST_UTM_SOURCE, "first campaign source",
          Behaviours.FIRST_UTM_MEDIUM, "first campaign medium",
          Behaviours.FIRST_UTM_CAMPAIGN, "first campaign",
          Behaviours.LAST_UTM_SOURCE, "latest campaign source",
          Behaviours.LAST_UTM_MEDIUM, "latest campaign medium",
          Behaviours.LAST_UTM_CAMPAIGN, "latest campaign");

  private Words() {}

  /// `a, b or c`, with `or` for the conjunction.
  public static String list(List<String> items, String conjunction) {
    if (items.size() < 2) {
      return String.join("", items);
    }
    return String.join(", ", items.subList(0, items.size() - 1))
        + " "
        + conjunction
        + " "
        + items.getLast();
  }

  /// The first few items, and how many more there are.
  static String few(List<String> items, int most) {
    if (items.size() <= most) {
      return list(items, "and");
    }
    return String.join(", ", items.subList(0, most)) + " and " + (items.size() - most) + " more";
  }

  /// `1 deal`, `1,240 deals`.
  static String count(long number, String noun) {
    return number(number) + " " + noun + (number == 1 ? "" : "s");
  }

  static String number(long number) {
    return String.format(Locale.ROOT, "%,d", number);
  }

  /// `63%`; below 1% and above 99% with one decimal.
  static String percent(double share) {
    double percent = share * 100;
    boolean extreme = (percent > 0 && percent < 1) || (percent > 99 && percent < 100);
    return decimal(percent, extreme ? 1 : 0) + "%";
  }

  static String percentOf(double logOdds) {
    return percent(Probability.ofLogOdds(logOdds));
  }

  /// How many times the odds are multiplied: `2.1`, `14`, `0.35`; two digits, 0.01 to 100.
  static String times(double logOdds) {
    double ratio = Math.clamp(StrictMath.exp(logOdds), 0.01, 100);
    var rounded = new BigDecimal(ratio).round(new MathContext(2, RoundingMode.HALF_EVEN));
    boolean oneDecimal = rounded.compareTo(BigDecimal.ONE) >= 0 && ratio < 9.95;
    return (oneDecimal ? rounded.setScale(1) : rounded).toPlainString();
  }

  /// `+0.31`, `-1.20`; what rounds to zero has no sign.
  public static String signed(double number, int decimals) {
    var rounded = new BigDecimal(number).setScale(decimals, RoundingMode.HALF_EVEN);
    return (rounded.signum() > 0 ? "+" : "") + rounded.toPlainString();
  }

  static String decimal(double number, int decimals) {
    return new BigDecimal(number).setScale(decimals, RoundingMode.HALF_EVEN).toPlainString();
  }

  /// `14 March 2026`, in UTC.
  static String date(Instant time) {
    var date = time.atOffset(ZoneOffset.UTC).toLocalDate();
    return date.getDayOfMonth() + " " + MONTHS.get(date.getMonthValue() - 1) + " " + date.getYear();
  }

  /// `180 days`, `36 hours`, `90 minutes`, `20 seconds`: in the largest unit that leaves it whole.
  public static String duration(Duration duration) {
    if (duration.toSeconds() % Duration.ofDays(1).toSeconds() == 0) {
      return count(duration.toDays(), "day");
    }
    if (duration.toSeconds() % Duration.ofHours(1).toSeconds() == 0) {
      return count(duration.toHours(), "hour");
    }
    return duration.toSeconds() % Duration.ofMinutes(1).toSeconds() == 0
        ? count(duration.toMinutes(), "minute")
        : count(duration.toSeconds(), "second");
  }

  /// What people call an attribute.
  public static String attribute(String name) {
    return BEHAVIOURS.getOrDefault(name, name.replace('_', ' '));
  }

  /// A sentence's first letter.
  static String capitalised(String text) {
    return text.isEmpty()
        ? text
        : text.substring(0, 1).toUpperCase(Locale.ROOT) + text.substring(1);
  }
}
