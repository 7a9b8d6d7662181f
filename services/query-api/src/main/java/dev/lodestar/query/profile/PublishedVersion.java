package dev.lodestar.query.profile;

import dev.lodestar.core.account.AttributeValue;
import dev.lodestar.core.fit.Fit;
import dev.lodestar.core.fit.Fitting;
import dev.lodestar.core.profile.ProfileChange;
import dev.lodestar.core.profile.ProfileVersion;
import java.util.Map;
import java.util.Optional;

/// A version, ready to be asked.
public final class PublishedVersion {

  private final ProfileVersion version;
  private final Fitting fitting;

  PublishedVersion(ProfileVersion version) {
    this.version = version;
    this.fitting = new Fitting(version.learned().posterior(), version.learned().scale());
  }

  public ProfileVersion version() {
    return version;
  }

  public Fit fit(Map<String, AttributeValue> attributes) {
    return fitting.fit(attributes);
  }

  /// What differs from another version, or from nothing.
  ProfileChange changeFrom(Optional<PublishedVersion> other) {
    return ProfileChange.between(
        other.map(o -> o.version.learned()),
        other.map(o -> o.version.number()).orElse(0),
        version.learned(),
        version.number());
  }
}
