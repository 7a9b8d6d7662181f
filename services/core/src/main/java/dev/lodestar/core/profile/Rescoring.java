package dev.lodestar.core.profile;

/// How accounts moved when they were scored under another version.
///
/// @param accounts that were scored
/// @param up to a better tier, hysteresis included; accounts that had no tier before count as
///   neither
/// @param down to a worse one
public record Rescoring(long accounts, long up, long down) {

  public static final Rescoring NONE = new Rescoring(0, 0, 0);

  public Rescoring {
    if (up < 0 || down < 0 || accounts < up + down) {
      throw new IllegalArgumentException(
          "of %d accounts, %d and %d cannot have moved".formatted(accounts, up, down));
    }
  }

  public Rescoring and(Rescoring other) {
    return new Rescoring(accounts + other.accounts, up + other.up, down + other.down);
  }
}
