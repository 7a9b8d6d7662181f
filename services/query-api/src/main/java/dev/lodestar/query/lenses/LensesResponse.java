package dev.lodestar.query.lenses;

import static io.swagger.v3.oas.annotations.media.Schema.RequiredMode.NOT_REQUIRED;

import dev.lodestar.core.fit.FitMove;
import dev.lodestar.core.fit.Reason;
import dev.lodestar.core.fit.Tier;
import dev.lodestar.query.caching.Tagged;
import dev.lodestar.query.targeting.Target;
import io.micronaut.serde.annotation.Serdeable;
import io.swagger.v3.oas.annotations.media.Schema;
import java.util.List;
import java.util.Optional;

/// The accounts that profiles rate furthest apart.
@Serdeable
@Schema(description = "The accounts that profiles rate furthest apart.")
record LensesResponse(
    List<String> profiles,
    @Schema(description = "Accounts that all of the profiles have scored.") long accounts,
    @Schema(description = "Of these, those to which all give the same tier.") long agreed,
    @Schema(description = "Furthest apart first.") List<Row> items)
    implements Tagged {

  /// One account.
  @Serdeable
  record Row(
      String accountId,
      @Schema(description = "The highest score less the lowest.") int gap,
      @Schema(description = "In the order asked for.") List<View> views,
      @Schema(
              requiredMode = NOT_REQUIRED,
              description = "Why; absent while the account's attributes are not known here.")
          Optional<Cause> cause) {}

  /// What one profile says of it.
  @Serdeable
  record View(String profileId, int score, Tier tier, double probability) {

    static View of(String profileId, Target target) {
      return new View(profileId, target.score(), target.tier(), target.probability());
    }
  }

  /// What sets the highest view apart from the lowest, in log-odds: `lowest` plus `average` plus
  /// all differences is exactly `highest`.
  @Serdeable
  @Schema(
      description =
          "What sets the highest view apart from the lowest, in log-odds: `lowest` plus `average`"
              + " plus all differences is exactly `highest`. Scores compare an account with the"
              + " deals of each profile, so a score may be higher where the log-odds are not.")
  record Cause(
      String highestIn,
      double highest,
      String lowestIn,
      double lowest,
      @Schema(description = "By how much the average deal of the highest is better.")
          double average,
      @Schema(description = "Largest first.") List<Difference> differences) {

    static Cause of(String highestIn, String lowestIn, FitMove move) {
      return new Cause(
          highestIn,
          move.after(),
          lowestIn,
          move.before(),
          move.average(),
          move.attributes().stream().map(Difference::of).toList());
    }
  }

  /// What one attribute adds in the one and in the other.
  @Serdeable
  record Difference(
      String attribute,
      @Schema(description = "As the profile says that knows it.") List<String> levels,
      @Schema(requiredMode = NOT_REQUIRED, description = "Absent when it does not look at it.")
          Optional<Double> highest,
      @Schema(requiredMode = NOT_REQUIRED) Optional<Double> lowest,
      double difference) {

    static Difference of(FitMove.AttributeMove move) {
      return new Difference(
          move.attribute(),
          move.is().or(move::was).map(Reason::levels).orElse(List.of()),
          move.is().map(Reason::weight),
          move.was().map(Reason::weight),
          move.byProfile());
    }
  }
}
