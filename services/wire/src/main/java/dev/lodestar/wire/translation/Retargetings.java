package dev.lodestar.wire.translation;

import dev.lodestar.core.fit.Tier;
import dev.lodestar.core.retargeting.Retargeting;
import dev.lodestar.core.retargeting.Retargeting.Moved;
import dev.lodestar.core.retargeting.RetargetingPolicy;
import dev.lodestar.schemas.RetargetingCause;
import dev.lodestar.schemas.RetargetingState;
import java.util.Optional;

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
              case POLICY -> RetargetingCause.POLICY;
            })
        .setBar(Tiers.toAvro(retargeting.bar()))
        .setTier(Tiers.toAvro(retargeting.tier()))
        .setTierAtLapse(Tiers.toAvro(retargeting.tierAtLapse()))
        .setScore(retargeting.score())
        .setLapsedAt(retargeting.lapsedAt())
        .setDecidedAt(retargeting.decidedAt())
        .setMovedByAccount(retargeting.moved().map(Moved::byAccount).orElse(null))
        .setMovedByProfile(retargeting.moved().map(Moved::byProfile).orElse(null))
        .setReasons(retargeting.reasons())
        .setAnnounced(retargeting.announced())
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
          case POLICY -> Retargeting.Cause.POLICY;
          case UNKNOWN -> throw Unknown.symbol("cause");
        },
        bar(avro),
        Tiers.toDomain(avro.getTier()),
        Tiers.toDomain(avro.getTierAtLapse()),
        avro.getScore(),
        avro.getLapsedAt(),
        avro.getDecidedAt(),
        moved(avro),
        avro.getReasons(),
        avro.getAnnounced());
  }

  /// A writer that did not tell knew no other policy.
  private static Tier bar(dev.lodestar.schemas.Retargeting avro) {
    return Optional.ofNullable(avro.getBar())
        .map(Tiers::toDomain)
        .orElse(RetargetingPolicy.DEFAULT.bar());
  }

  private static Optional<Moved> moved(dev.lodestar.schemas.Retargeting avro) {
    Double byAccount = avro.getMovedByAccount();
    Double byProfile = avro.getMovedByProfile();
    return byAccount == null || byProfile == null
        ? Optional.empty()
        : Optional.of(new Moved(byAccount, byProfile));
  }
}
