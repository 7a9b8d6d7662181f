package dev.lodestar.core.profile;

import java.util.List;

/// What led from the previous version to this one.
///
/// @param won deals newly known as won since the previous version; likewise `lost` and `churned`
/// @param corrected how often since then what was known of a deal known before was replaced or
///   withdrawn for any reason but churn, in the order in which it became known: a deal put right
///   twice counts twice. Like the other counts, it depends on how facts arrived, but for a first
///   version, which counts all that is known
/// @param definitionChanged whether the profile was defined anew, its hypotheses apart
/// @param why the rules of materiality that were met, in words; never empty
public record Cause(
    long won,
    long lost,
    long churned,
    long corrected,
    boolean definitionChanged,
    boolean hypothesesChanged,
    List<String> why) {

  public Cause {
    why = List.copyOf(why);
  }
}
