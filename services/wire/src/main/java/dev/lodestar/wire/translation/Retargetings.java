package dev.lodestar.wire.translation;

import dev.lodestar.core.retargeting.Retargeting;
import dev.lodestar.schemas.RetargetingCause;
import dev.lodestar.schemas.RetargetingState;

/// Retargeting decisions, as the `retargeting` topic holds them.
public final class Retargetings {

  private Retargetings() {}

  public static dev.lodestar.schemas.Retargeting toAvro(Retargeting retargeting) {
    return dev.lodestar.schemas.Retargeting.newBuilder()
        .setAccountId(retargeting.accountId())
        .setProfileId(retargeting.profileId())
        .setVersion(retargeting.version())
        .setState(
            switch (retargeting.state()) {
              case CANDIDATE -> RetargetingState.CANDIDATE;
              case WITHDRAWN -> RetargetingState.WITHDRAWN;
            })
        .setCause(
            switch (retargeting.cause()) {
              case ACCOUNT -> RetargetingCause.ACCOUNT;
              case PROFILE -> RetargetingCause.PROFILE;
            })
        .setTier(Tiers.toAvro(retargeting.tier()))
        .setTierAtLapse(Tiers.toAvro(retargeting.tierAtLapse()))
        .setScore(retargeting.score())
        .setLapsedAt(retargeting.lapsedAt())
        .setDecidedAt(retargeting.decidedAt())
        .setReasons(retargeting.reasons())
        .build();
  }

  public static Retargeting toDomain(dev.lodestar.schemas.Retargeting avro) {
    return new Retargeting(
        avro.getAccountId(),
        avro.getProfileId(),
        avro.getVersion(),
        switch (avro.getState()) {
          case CANDIDATE -> Retargeting.State.CANDIDATE;
          case WITHDRAWN -> Retargeting.State.WITHDRAWN;
          case UNKNOWN -> throw Unknown.symbol("state");
        },
        switch (avro.getCause()) {
          case ACCOUNT -> Retargeting.Cause.ACCOUNT;
          case PROFILE -> Retargeting.Cause.PROFILE;
          case UNKNOWN -> throw Unknown.symbol("cause");
        },
        Tiers.toDomain(avro.getTier()),
        Tiers.toDomain(avro.getTierAtLapse()),
        avro.getScore(),
        avro.getLapsedAt(),
        avro.getDecidedAt(),
        avro.getReasons());
  }
}
