package dev.lodestar.query.profile;

import static io.swagger.v3.oas.annotations.media.Schema.RequiredMode.NOT_REQUIRED;

import dev.lodestar.core.evaluation.Quality;
import dev.lodestar.core.evidence.Reading;
import dev.lodestar.core.fit.FitScale;
import dev.lodestar.core.fit.Tier;
import dev.lodestar.core.learner.AttributeWeights;
import dev.lodestar.core.learner.Baseline;
import dev.lodestar.core.learner.Covariance;
import dev.lodestar.core.learner.LevelWeight;
import dev.lodestar.core.profile.LearnedProfile;
import dev.lodestar.query.caching.Fingerprint;
import dev.lodestar.query.json.Durations;
import io.micronaut.serde.annotation.Serdeable;
import io.swagger.v3.oas.annotations.media.Schema;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/// The part of a version that depends on nothing but the definition and the events: two systems
/// that know the same facts answer the same bytes here.
@Serdeable
@Schema(
    description =
        "Depends on nothing but the definition and the events: two systems that know the same facts"
            + " answer the same bytes here.")
public record Learned(
    @Schema(description = "SHA-256 of the definition but for its hypotheses.")
        String definitionHash,
    @Schema(description = "SHA-256 of the hypotheses.") String hypothesesHash,
    @Schema(description = "The latest event time the evidence knows of.") Instant asOf,
    Totals totals,
    @Schema(
            requiredMode = NOT_REQUIRED,
            description =
                "After which evidence weighs half; absent when all of it weighs the same.")
        Optional<String> halfLife,
    @Schema(description = "The profile in words.") String narrative,
    @Schema(description = "Most important first; none when nothing sets good customers apart.")
        List<CriterionResponse> criteria,
    @Schema(description = "Criteria strong enough to rule an account out.")
        List<CriterionResponse> disqualifiers,
    @Schema(
            description =
                "Of the average observed deal, were it opened now. With the weights of an"
                    + " account's levels it sums to the account's log-odds.")
        double averageLogOdds,
    List<Attribute> attributes,
    Drift baseline,
    Scale scale,
    @Schema(description = "Attributes that are not looked at.") List<LeftOutAttribute> leftOut,
    Grade quality,
    @Schema(description = "SHA-256 of the covariance of all weights, which is too large to show.")
        String covarianceHash) {

  /// An attribute, how it is read, and its levels.
  @Serdeable
  public record Attribute(
      String attribute,
      Type type,
      @Schema(requiredMode = NOT_REQUIRED, description = "Where an ordered attribute is cut.")
          Optional<List<Double>> bounds,
      @Schema(
              requiredMode = NOT_REQUIRED,
              description = "The two attributes that matter together, of a pair.")
          Optional<List<String>> pair,
      @Schema(description = "Prior standard deviation of the weights, chosen by the data.")
          double spread,
      @Schema(
              description =
                  "Chance that the evidence tells the levels apart this clearly though the attribute"
                      + " does not matter.")
          double pValue,
      @Schema(description = "How much better the data is explained with this attribute, in nats.")
          double logBayesFactor,
      double importance,
      List<Level> levels) {

    static Attribute of(AttributeWeights weights) {
      return new Attribute(
          weights.attribute(),
          switch (weights.reading()) {
            case Reading.Nominal _ -> Type.NOMINAL;
            case Reading.Ordered _ -> Type.ORDERED;
            case Reading.Tagged _ -> Type.TAGS;
            case Reading.Paired _ -> Type.PAIR;
          },
          weights.reading() instanceof Reading.Ordered ordered
              ? Optional.of(ordered.bounds())
              : Optional.empty(),
          weights.reading() instanceof Reading.Paired paired
              ? Optional.of(List.of(paired.first(), paired.second()))
              : Optional.empty(),
          weights.spread(),
          weights.pValue(),
          weights.logBayesFactor(),
          weights.importance(),
          weights.levels().stream().map(Level::of).toList());
    }
  }

  /// How an attribute's values become levels.
  public enum Type {
    NOMINAL,
    ORDERED,
    TAGS,
    PAIR
  }

  /// A level and its weight.
  @Serdeable
  public record Level(
      @Schema(example = "50–199") String level,
      @Schema(description = "In log-odds against the average observed deal.") double weight,
      double standardError,
      @Schema(description = "Share of the observed deals, from 0 to 1.") double share,
      @Schema(description = "Closed deals at this level.") long observations,
      @Schema(description = "Sum of their desirability.") double good) {

    static Level of(LevelWeight level) {
      return new Level(
          level.label(),
          level.weight(),
          level.standardError(),
          level.share(),
          level.observations(),
          level.good());
    }
  }

  /// The win rate that drifts for everybody.
  @Serdeable
  public record Drift(
      @Schema(
              description =
                  "Standard deviation of the innovation of one period, chosen by the data.")
          double drift,
      @Schema(
              description =
                  "After how many periods e⁻¹ of a deviation is left, chosen by the data.")
          double persistence,
      @Schema(
              description =
                  "How many periods after the last one the average is forecast for: as many as"
                      + " leave of the baseline's deviation what past deals found left of it when"
                      + " they closed.")
          double ahead,
      List<Period> periods) {

    static Drift of(Baseline baseline) {
      return new Drift(
          baseline.drift(),
          baseline.persistence(),
          baseline.ahead(),
          baseline.periods().stream()
              .map(p -> new Period(p.start(), p.logOdds(), p.standardError()))
              .toList());
    }
  }

  /// The average deal's log-odds in one period.
  @Serdeable
  public record Period(Instant start, double logOdds, double standardError) {}

  /// Where tiers and scores are cut.
  @Serdeable
  public record Scale(
      @Schema(description = "The lowest probability of tier A.") double cutA,
      double cutB,
      double cutC,
      @Schema(description = "Probabilities at or below which 1, 2, … 99 % of the deals lie.")
          List<Double> percentiles) {

    static Scale of(FitScale scale) {
      return new Scale(scale.cutA(), scale.cutB(), scale.cutC(), scale.percentiles());
    }
  }

  /// An attribute that is not looked at, and why.
  @Serdeable
  public record LeftOutAttribute(String attribute, String why) {}

  /// How well earlier evidence predicted later deals.
  @Serdeable
  public record Grade(
      @Schema(description = "Deals predicted from earlier evidence only; 0: not graded yet.")
          long graded,
      double logLoss,
      double baseRateLogLoss,
      double auc,
      double calibrationSlope,
      double calibrationIntercept,
      List<TierGrade> tiers) {

    static Grade of(Quality quality) {
      return new Grade(
          quality.graded(),
          quality.logLoss(),
          quality.baseRateLogLoss(),
          quality.auc(),
          quality.calibrationSlope(),
          quality.calibrationIntercept(),
          quality.tiers().stream()
              .map(t -> new TierGrade(t.tier(), t.share(), t.goodRate()))
              .toList());
    }
  }

  /// How the graded deals of one tier turned out.
  @Serdeable
  public record TierGrade(Tier tier, double share, double goodRate) {}

  static Learned of(LearnedProfile learned) {
    return new Learned(
        learned.definitionHash(),
        learned.hypothesesHash(),
        learned.asOf(),
        Totals.of(learned.totals()),
        learned.halfLife().map(Durations::text),
        learned.narrative(),
        CriterionResponse.of(learned.criteria()),
        CriterionResponse.of(learned.disqualifiers()),
        learned.posterior().averageLogOdds(),
        learned.posterior().attributes().stream().map(Attribute::of).toList(),
        Drift.of(learned.posterior().baseline()),
        Scale.of(learned.scale()),
        learned.leftOut().stream().map(l -> new LeftOutAttribute(l.attribute(), l.why())).toList(),
        Grade.of(learned.quality()),
        hash(learned.posterior().covariance()));
  }

  private static String hash(Covariance covariance) {
    long[] numbers = covariance.lowerTriangle();
    java.nio.ByteBuffer bytes = java.nio.ByteBuffer.allocate(numbers.length * Long.BYTES);
    bytes.asLongBuffer().put(numbers);
    return Fingerprint.of(bytes.array());
  }
}
