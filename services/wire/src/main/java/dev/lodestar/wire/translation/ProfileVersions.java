package dev.lodestar.wire.translation;

import dev.lodestar.core.profile.ProfileVersion;

/// Versions of profiles, as the `profile-versions` topic holds them.
public final class ProfileVersions {

  private ProfileVersions() {}

  public static dev.lodestar.schemas.ProfileVersion toAvro(ProfileVersion version) {
    return dev.lodestar.schemas.ProfileVersion.newBuilder()
        .setProfileId(version.profileId())
        .setNumber(version.number())
        .setPublishedAt(version.publishedAt())
        .setCause(ProfileChanges.toAvro(version.cause()))
        .setChange(ProfileChanges.toAvro(version.change()))
        .setLearned(LearnedProfiles.toAvro(version.learned()))
        .build();
  }

  public static ProfileVersion toDomain(dev.lodestar.schemas.ProfileVersion avro) {
    return new ProfileVersion(
        avro.getProfileId(),
        avro.getNumber(),
        avro.getPublishedAt(),
        ProfileChanges.toDomain(avro.getCause()),
        ProfileChanges.toDomain(avro.getChange()),
        LearnedProfiles.toDomain(avro.getLearned()));
  }
}
