package dev.lodestar.wire.translation;

import dev.lodestar.core.fit.AccountFit;
import java.util.Optional;

/// Fits of accounts, as the `fits` topic holds them.
public final class AccountFits {

  private AccountFits() {}

  public static dev.lodestar.schemas.AccountFit toAvro(AccountFit fit) {
    return dev.lodestar.schemas.AccountFit.newBuilder()
        .setAccountId(fit.accountId())
        .setProfileId(fit.profileId())
        .setVersion(fit.version())
        .setProbability(fit.probability())
        .setScore(fit.score())
        .setTier(Tiers.toAvro(fit.tier()))
        .setScoredAt(fit.scoredAt())
        .setDisqualifiedBy(fit.disqualifiedBy())
        .setTierAtLapse(fit.tierAtLapse().map(Tiers::toAvro).orElse(null))
        .build();
  }

  public static AccountFit toDomain(dev.lodestar.schemas.AccountFit avro) {
    return new AccountFit(
        avro.getAccountId(),
        avro.getProfileId(),
        avro.getVersion(),
        avro.getProbability(),
        avro.getScore(),
        Tiers.toDomain(avro.getTier()),
        avro.getScoredAt(),
        avro.getDisqualifiedBy(),
        Optional.ofNullable(avro.getTierAtLapse()).map(Tiers::toDomain));
  }
}
