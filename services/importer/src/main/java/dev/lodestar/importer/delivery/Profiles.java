package dev.lodestar.importer.delivery;

import dev.lodestar.core.definition.ProfileDefinition;
import dev.lodestar.core.profile.ProfileVersion;
import dev.lodestar.wire.Topics;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;

/// The profiles of an installation.
final class Profiles {

  private Profiles() {}

  /// Those that are defined, and the one that exists without a definition.
  static SortedSet<String> known(Destination destination, Topics topics) {
    var known = new TreeSet<>(WholeTopic.latest(destination, topics.profileDefinitions()).keySet());
    known.add(ProfileDefinition.DEFAULT_ID);
    return known;
  }

  /// A version that was published.
  static Optional<ProfileVersion> version(
      Destination destination, Topics topics, String profileId, int number) {
    return Optional.ofNullable(
        WholeTopic.latest(destination, topics.profileVersions())
            .get(Topics.versionKey(profileId, number)));
  }
}
