package dev.lodestar.refinery.refinement;

/// The versions of a profile by number.
///
/// @param last the highest number ever given; 0 when none was
/// @param newest 0 when the profile has no version, or was taken back since
/// @param inForce the version that accounts are scored under; the newest, unless the profile is
///   pinned
/// @param before the version that was in force before; 0 when none was
/// @param turn counts how often another version came into force
record Numbers(int last, int newest, int inForce, int before, long turn) {

  static final Numbers NONE = new Numbers(0, 0, 0, 0, 0);

  /// One more version.
  Numbers added() {
    return new Numbers(last + 1, last + 1, inForce, before, turn);
  }

  Numbers turnedTo(int number) {
    return new Numbers(last, newest, number, inForce, turn + 1);
  }

  /// The profile is no more.
  Numbers forgotten() {
    return new Numbers(last, 0, 0, 0, turn);
  }
}
