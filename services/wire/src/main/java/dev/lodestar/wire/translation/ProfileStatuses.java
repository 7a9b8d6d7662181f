package dev.lodestar.wire.translation;

import dev.lodestar.core.evidence.EvidenceTotals;
import dev.lodestar.core.profile.ProfileStatus;
import java.util.Optional;

/// The live state of profiles, as the `profile-status` topic holds it.
public final class ProfileStatuses {

  private ProfileStatuses() {}

  public static dev.lodestar.schemas.ProfileStatus toAvro(ProfileStatus status) {
    return dev.lodestar.schemas.ProfileStatus.newBuilder()
        .setProfileId(status.profileId())
        .setRefittedAt(status.refittedAt())
        .setAsOf(status.asOf())
        .setVersion(status.version())
        .setTotals(toAvro(status.totals()))
        .setHeldBack(status.heldBack())
        .setHeldBecause(status.heldBecause())
        .setWouldChange(status.wouldChange())
        .setHeldUntil(status.heldUntil().orElse(null))
        .setPinnedTo(status.pinnedTo().orElse(null))
        .setRescored(status.rescored().map(Rescorings::toAvro).orElse(null))
        .build();
  }

  public static ProfileStatus toDomain(dev.lodestar.schemas.ProfileStatus avro) {
    return new ProfileStatus(
        avro.getProfileId(),
        avro.getRefittedAt(),
        avro.getAsOf(),
        avro.getVersion(),
        toDomain(avro.getTotals()),
        avro.getHeldBack(),
        avro.getHeldBecause(),
        avro.getWouldChange(),
        Optional.ofNullable(avro.getHeldUntil()),
        Optional.ofNullable(avro.getPinnedTo()),
        Optional.ofNullable(avro.getRescored()).map(Rescorings::toDomain));
  }

  static dev.lodestar.schemas.EvidenceTotals toAvro(EvidenceTotals totals) {
    return dev.lodestar.schemas.EvidenceTotals.newBuilder()
        .setObservations(totals.observations())
        .setWon(totals.won())
        .setLost(totals.lost())
        .setChurned(totals.churned())
        .setGood(totals.good())
        .setEffectiveSize(totals.effectiveSize())
        .build();
  }

  static EvidenceTotals toDomain(dev.lodestar.schemas.EvidenceTotals avro) {
    return new EvidenceTotals(
        avro.getObservations(),
        avro.getWon(),
        avro.getLost(),
        avro.getChurned(),
        avro.getGood(),
        avro.getEffectiveSize());
  }
}
