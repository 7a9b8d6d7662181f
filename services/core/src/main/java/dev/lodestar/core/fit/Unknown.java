package dev.lodestar.core.fit;

/// What knowing an attribute of an account could do to its fit, all else as it is.
///
/// @param lowest what the level would make of it that speaks least for the account
/// @param highest what the level would make of it that speaks most for the account
public record Unknown(String attribute, Known lowest, Known highest) {

  /// The fit if one level were known to be the account's.
  ///
  /// @param level as the version names it; `none` for tags known to be absent
  public record Known(String level, double probability, int score, Tier tier) {}
}
