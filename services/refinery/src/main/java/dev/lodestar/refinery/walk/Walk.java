package dev.lodestar.refinery.walk;

import java.util.Comparator;

/// A round of visits to all accounts of a task, for the sake of one profile.
public record Walk(Kind kind, String profileId) implements Comparable<Walk> {

  private static final Comparator<Walk> IN_TURN =
      Comparator.comparing(Walk::profileId).thenComparing(Walk::kind);

  // No profile's id contains it.
  private static final char SEPARATOR = '/';

  /// What accounts are visited for.
  public enum Kind {
    /// The profile counts other deals than before: it is told all of them.
    BACKFILL,
    /// Another version is in force: accounts are scored under it.
    SWEEP,
    /// There is another policy: accounts that lapsed are decided about anew.
    REVIEW
  }

  static Walk ofKey(String key) {
    int end = key.lastIndexOf(SEPARATOR);
    return new Walk(Kind.valueOf(key.substring(end + 1)), key.substring(0, end));
  }

  /// Under which its cursor is kept.
  String key() {
    return profileId + SEPARATOR + kind;
  }

  @Override
  public int compareTo(Walk other) {
    return IN_TURN.compare(this, other);
  }
}
