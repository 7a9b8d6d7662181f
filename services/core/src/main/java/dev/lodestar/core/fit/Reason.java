package dev.lodestar.core.fit;

import java.util.List;

/// What one attribute of an account adds to its log-odds.
///
/// @param levels the account's, as the version names them; several for tags, and none for known
///   tags of which none counts
/// @param seen whether the evidence knows the levels; the weight of a level never seen is 0
/// @param standardError of the weight
public record Reason(
    String attribute, List<String> levels, boolean seen, double weight, double standardError) {

  public Reason {
    levels = List.copyOf(levels);
  }
}
