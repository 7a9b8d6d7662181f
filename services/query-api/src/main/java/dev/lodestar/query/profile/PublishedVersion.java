package dev.lodestar.query.profile;

import dev.lodestar.core.account.AttributeValue;
import dev.lodestar.core.fit.Fit;
import dev.lodestar.core.fit.Fitting;
import dev.lodestar.core.fit.Tier;
import dev.lodestar.core.fit.Unknown;
import dev.lodestar.core.fit.Unknowns;
import dev.lodestar.core.fit.WayBack;
import dev.lodestar.core.profile.Disqualification;
import dev.lodestar.core.profile.ProfileChange;
import dev.lodestar.core.profile.ProfileVersion;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// A version, ready to be asked.
public final class PublishedVersion {

  private final ProfileVersion version;
  private final Fitting fitting;
  private final Unknowns unknowns;

  PublishedVersion(ProfileVersion version) {
    this.version = version;
    this.fitting = new Fitting(version.learned().posterior(), version.learned().scale());
    this.unknowns = new Unknowns(fitting);
  }

  public ProfileVersion version() {
    return version;
  }

  public Fit fit(Map<String, AttributeValue> attributes) {
    return fitting.fit(attributes);
  }

  /// How far knowing what is unknown of somebody could move the fit.
  public List<Unknown> unknowns(Fit fit, Map<String, AttributeValue> attributes) {
    return unknowns.of(fit, attributes);
  }

  /// The disqualifiers that somebody of this fit meets.
  public List<Disqualification> disqualifications(Fit fit) {
    return Disqualification.met(version.learned(), fit);
  }

  /// Which single change would bring somebody of this fit to a tier.
  public List<WayBack.Step> wayBack(Tier tier, Fit fit, Map<String, AttributeValue> attributes) {
    return WayBack.to(tier, fitting, fit, attributes);
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
