package dev.lodestar.query.targeting;

import static io.swagger.v3.oas.annotations.media.Schema.RequiredMode.NOT_REQUIRED;

import dev.lodestar.core.evaluation.Quality;
import dev.lodestar.core.evaluation.Quality.TierQuality;
import dev.lodestar.core.fit.Millionths;
import dev.lodestar.core.fit.Tier;
import dev.lodestar.core.profile.LearnedProfile;
import dev.lodestar.core.profile.ProfileVersion;
import dev.lodestar.query.caching.Tagged;
import io.micronaut.serde.annotation.Serdeable;
import io.swagger.v3.oas.annotations.media.Schema;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// What the tiers of a profile mean.
@Serdeable
@Schema(description = "What the tiers of a profile mean, and what became of those in them.")
record TiersResponse(
    String profileId,
    int version,
    @Schema(description = "How accounts come to their tiers, in words.") String rule,
    @Schema(description = "Accounts in all tiers.") long accounts,
    @Schema(
            description =
                "Closed deals that were graded: each was predicted as of its opening, from what was"
                    + " known then.")
        long graded,
    List<OfTier> tiers)
    implements Tagged {

  private static final String RULE =
      "Where tiers begin is fixed by each version, at quantiles of the fit of the observed deals. An"
          + " account changes tier when the odds of its fit are 10% beyond a cut, so the version"
          + " that follows moves nobody who is close to one.";

  /// One tier.
  @Serdeable
  record OfTier(
      Tier tier,
      @Schema(description = "The lowest fit of the tier.") double from,
      long accounts,
      @Schema(description = "Of all accounts, from 0 to 1.") double accountShare,
      @Schema(
              requiredMode = NOT_REQUIRED,
              description = "Of the graded deals, from 0 to 1; absent when none were graded.")
          Optional<Double> dealShare,
      @Schema(
              requiredMode = NOT_REQUIRED,
              description =
                  "How the graded deals of the tier turned out: the share won, unless the profile"
                      + " values them otherwise; absent when none of them was in it.")
          Optional<Double> winRate) {}

  static TiersResponse of(ProfileVersion version, Map<Tier, Long> counts) {
    LearnedProfile learned = version.learned();
    Quality quality = learned.quality();
    long all = counts.values().stream().mapToLong(n -> n).sum();
    return new TiersResponse(
        version.profileId(),
        version.number(),
        RULE,
        all,
        quality.graded(),
        Arrays.stream(Tier.values())
            .map(tier -> {
              long accounts = counts.getOrDefault(tier, 0L);
              Optional<TierQuality> graded =
                  quality.tiers().stream()
                      .filter(q -> q.tier() == tier && quality.graded() > 0)
                      .findFirst();
              return new OfTier(
                  tier,
                  learned.scale().lowestFitOf(tier),
                  accounts,
                  all == 0 ? 0 : Millionths.rounded((double) accounts / all),
                  graded.map(TierQuality::share),
                  graded.filter(q -> q.share() > 0).map(TierQuality::goodRate));
            })
            .toList());
  }
}
