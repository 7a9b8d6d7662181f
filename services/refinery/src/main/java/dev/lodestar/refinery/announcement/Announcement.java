package dev.lodestar.refinery.announcement;

import dev.lodestar.core.definition.ProfileDefinition;
import dev.lodestar.core.profile.ProfileVersion;
import dev.lodestar.core.retargeting.RetargetingPolicy;

/// News of a profile that every task of the ledger must hear.
public sealed interface Announcement {

  String profileId();

  /// A profile was defined, or defined anew.
  ///
  /// @param scopeNumber counts the scopes a profile has had: while it stays the same, so do the
  ///   observations that count
  record Defined(ProfileDefinition definition, long scopeNumber) implements Announcement {

    @Override
    public String profileId() {
      return definition.profileId();
    }
  }

  /// A profile is no more.
  record Dropped(String profileId, long scopeNumber) implements Announcement {}

  /// Lapsed accounts are to be told by another policy.
  ///
  /// @param number counts the policies a profile has had
  record PolicySet(String profileId, RetargetingPolicy policy, long number)
      implements Announcement {}

  /// Another version of a profile is in force.
  ///
  /// @param turn counts how often that has happened
  record Published(ProfileVersion version, long turn) implements Announcement {

    @Override
    public String profileId() {
      return version.profileId();
    }
  }
}
