package dev.lodestar.wire.translation;

import dev.lodestar.core.evaluation.Quality;
import dev.lodestar.core.evaluation.Quality.TierQuality;
import dev.lodestar.core.evidence.LeftOut;
import dev.lodestar.core.fit.FitScale;
import dev.lodestar.core.profile.LearnedProfile;

/// What was learned, the part of a version that depends on the facts alone.
public final class LearnedProfiles {

  private LearnedProfiles() {}

  public static dev.lodestar.schemas.LearnedProfile toAvro(LearnedProfile learned) {
    var posterior = learned.posterior();
    var scale = learned.scale();
    return dev.lodestar.schemas.LearnedProfile.newBuilder()
        .setDefinitionHash(learned.definitionHash())
        .setHypothesesHash(learned.hypothesesHash())
        .setAsOf(learned.asOf())
        .setTotals(ProfileStatuses.toAvro(learned.totals()))
        .setHalfLifeMs(Optionals.millisOrNull(learned.halfLife()))
        .setAverageLogOdds(posterior.averageLogOdds())
        .setAttributes(posterior.attributes().stream().map(Posteriors::toAvro).toList())
        .setCovariance(Posteriors.toAvro(posterior.covariance()))
        .setDrift(posterior.baseline().drift())
        .setPersistence(posterior.baseline().persistence())
        .setAhead(posterior.baseline().ahead())
        .setBaseline(posterior.baseline().periods().stream().map(Posteriors::toAvro).toList())
        .setLeftOut(learned.leftOut().stream().map(LearnedProfiles::toAvro).toList())
        .setPercentiles(scale.percentiles())
        .setCutA(scale.cutA())
        .setCutB(scale.cutB())
        .setCutC(scale.cutC())
        .setCriteria(ProfileChanges.toAvro(learned.criteria()))
        .setDisqualifiers(ProfileChanges.toAvro(learned.disqualifiers()))
        .setQuality(toAvro(learned.quality()))
        .setNarrative(learned.narrative())
        .build();
  }

  public static LearnedProfile toDomain(dev.lodestar.schemas.LearnedProfile avro) {
    return new LearnedProfile(
        avro.getDefinitionHash(),
        avro.getHypothesesHash(),
        avro.getAsOf(),
        ProfileStatuses.toDomain(avro.getTotals()),
        Optionals.millis(avro.getHalfLifeMs()),
        Posteriors.toDomain(avro),
        avro.getLeftOut().stream().map(LearnedProfiles::toDomain).toList(),
        new FitScale(avro.getPercentiles(), avro.getCutA(), avro.getCutB(), avro.getCutC()),
        ProfileChanges.toDomain(avro.getCriteria()),
        ProfileChanges.toDomain(avro.getDisqualifiers()),
        toDomain(avro.getQuality()),
        avro.getNarrative());
  }

  private static dev.lodestar.schemas.LeftOut toAvro(LeftOut leftOut) {
    return new dev.lodestar.schemas.LeftOut(leftOut.attribute(), leftOut.why());
  }

  private static LeftOut toDomain(dev.lodestar.schemas.LeftOut avro) {
    return new LeftOut(avro.getAttribute(), avro.getWhy());
  }

  private static dev.lodestar.schemas.Quality toAvro(Quality quality) {
    return dev.lodestar.schemas.Quality.newBuilder()
        .setGraded(quality.graded())
        .setLogLoss(quality.logLoss())
        .setBaseRateLogLoss(quality.baseRateLogLoss())
        .setAuc(quality.auc())
        .setCalibrationSlope(quality.calibrationSlope())
        .setCalibrationIntercept(quality.calibrationIntercept())
        .setTiers(
            quality.tiers().stream()
                .map(t ->
                    new dev.lodestar.schemas.TierQuality(
                        Tiers.toAvro(t.tier()), t.share(), t.goodRate()))
                .toList())
        .build();
  }

  private static Quality toDomain(dev.lodestar.schemas.Quality avro) {
    return new Quality(
        avro.getGraded(),
        avro.getLogLoss(),
        avro.getBaseRateLogLoss(),
        avro.getAuc(),
        avro.getCalibrationSlope(),
        avro.getCalibrationIntercept(),
        avro.getTiers().stream()
            .map(t -> new TierQuality(Tiers.toDomain(t.getTier()), t.getShare(), t.getGoodRate()))
            .toList());
  }
}
