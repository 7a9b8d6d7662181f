package dev.lodestar.query.fit;

import static io.swagger.v3.oas.annotations.media.Schema.RequiredMode.NOT_REQUIRED;

import dev.lodestar.core.fit.Fit;
import dev.lodestar.core.fit.FitMove;
import dev.lodestar.core.fit.FitMove.AttributeMove;
import dev.lodestar.core.fit.Reason;
import dev.lodestar.core.fit.Tier;
import dev.lodestar.query.caching.Tagged;
import dev.lodestar.query.fit.ExplainController.End;
import io.micronaut.serde.annotation.Serdeable;
import io.swagger.v3.oas.annotations.media.Schema;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/// Why the fit of an account is not what it was.
@Serdeable
@Schema(
    description =
        "Why the fit of an account is not what it was: first the profile moves, over the account as"
            + " it was, then the account, under the profile as it is.")
record ExplainResponse(
    String profileId,
    String accountId,
    @Schema(description = "In one sentence.") String words,
    Moment from,
    @Schema(description = "The account as it was, under the profile as it is.") Place between,
    Moment to,
    @Schema(description = "From `from` to `between`: what the profile's move did.") Share byProfile,
    @Schema(description = "From `between` to `to`: what the account's own move did.")
        Share byAccount,
    @Schema(
            description =
                "How the log-odds of the average observed deal moved, which is part of the profile's"
                    + " move and of no attribute.")
        double average,
    @Schema(
            description =
                "What each attribute did, largest first. With `average` they sum exactly to the"
                    + " difference in log-odds.")
        List<Part> attributes)
    implements Tagged {

  /// The fit of an account at a moment.
  @Serdeable
  record Moment(
      int version,
      @Schema(requiredMode = NOT_REQUIRED, description = "Absent: now.") Optional<Instant> at,
      @Schema(description = "The latest event time known of the account.") Instant accountAsOf,
      Place fit,
      @Schema(
              requiredMode = NOT_REQUIRED,
              description =
                  "Attributes that had a value then which is not kept, and count as unknown.")
          Optional<List<String>> forgotten) {

    static Moment of(End end, Fit fit) {
      return new Moment(
          end.under().version().number(),
          end.at(),
          end.subject().asOf().orElseThrow(),
          Place.of(fit),
          end.subject().forgotten().filter(names -> !names.isEmpty()).map(List::copyOf));
    }
  }

  /// A fit without its reasons.
  @Serdeable
  record Place(double logOdds, double probability, int score, Tier tier) {

    static Place of(Fit fit) {
      return new Place(fit.logOdds(), fit.probability(), fit.score(), fit.tier());
    }
  }

  /// One part of a move.
  @Serdeable
  record Share(double logOdds, @Schema(description = "In points of the score.") int score) {}

  /// What one attribute did.
  @Serdeable
  record Part(
      String attribute,
      @Schema(description = "The account's levels as they were; empty: unknown or none.")
          List<String> was,
      @Schema(description = "The account's levels as they are.") List<String> is,
      @Schema(description = "In log-odds: its weight under one profile and the other.")
          double byProfile,
      @Schema(description = "In log-odds: what the account was and what it is.") double byAccount) {

    static Part of(AttributeMove move) {
      return new Part(
          move.attribute(),
          levels(move.restated().or(move::was)),
          levels(move.is()),
          move.byProfile(),
          move.byAccount());
    }

    private static List<String> levels(Optional<Reason> reason) {
      return reason.map(Reason::levels).orElse(List.of());
    }
  }

  static ExplainResponse of(End from, End to) {
    Fit was = from.fit();
    Fit restated = to.under().fit(from.subject().attributes());
    Fit is = to.fit();
    FitMove move = FitMove.between(was, restated, is);
    Share byProfile = new Share(move.byProfile(), restated.score() - was.score());
    Share byAccount = new Share(move.byAccount(), is.score() - restated.score());
    return new ExplainResponse(
        to.under().version().profileId(),
        to.subject().accountId().orElseThrow(),
        words(was, is, byProfile.score(), byAccount.score()),
        Moment.of(from, was),
        Place.of(restated),
        Moment.of(to, is),
        byProfile,
        byAccount,
        move.average(),
        move.attributes().stream().map(Part::of).toList());
  }

  private static String words(Fit was, Fit is, int byProfile, int byAccount) {
    String tiers =
        was.tier() == is.tier()
            ? "still tier " + is.tier()
            : "from tier " + was.tier() + " to tier " + is.tier();
    if (byProfile == 0 && byAccount == 0) {
      return "The score stayed at %d, %s.".formatted(is.score(), tiers);
    }
    String whole =
        was.score() == is.score()
            ? "stayed at %d".formatted(is.score())
            : "%s from %d to %d"
                .formatted(is.score() > was.score() ? "rose" : "fell", was.score(), is.score());
    return "The score %s, %s: the profile's move did %+d, the account's own %+d."
        .formatted(whole, tiers, byProfile, byAccount);
  }
}
