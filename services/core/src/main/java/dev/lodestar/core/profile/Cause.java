package dev.lodestar.core.profile;

import java.util.List;

/// What led from the previous version to this one.
///
/// @param won deals newly known as won since the previous version; likewise `lost` and `churned`
/// @param corrected observations replaced or withdrawn since
/// @param definitionChanged whether the profile was defined anew
/// @param why the rules of materiality that were met, in words; never empty
public record Cause(
    long won,
    long lost,
    long churned,
    long corrected,
    boolean definitionChanged,
    List<String> why) {

  public Cause {
    why = List.copyOf(why);
  }
}
