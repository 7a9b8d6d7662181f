package dev.lodestar.query.fit;

import dev.lodestar.core.fit.Tier;
import dev.lodestar.core.fit.WayBack.Step;
import io.micronaut.serde.annotation.Serdeable;
import io.swagger.v3.oas.annotations.media.Schema;
import java.util.List;

/// What would have to change for a better tier.
@Serdeable
@Schema(description = "What would have to change for a better tier.")
record WayBackResponse(
    @Schema(description = "The tier to come to.") Tier tier,
    @Schema(description = "In one sentence.") String words,
    @Schema(
            description =
                "For each known attribute that would do by itself, its smallest change that"
                    + " suffices; smallest first, and of equal ones the one that does most.")
        List<Change> changes) {

  /// The tier that makes an account worth talking to.
  static final Tier WANTED = Tier.B;

  /// One attribute changed, all else as it is.
  @Serdeable
  record Change(
      String attribute,
      @Schema(description = "What it is.") List<String> from,
      @Schema(description = "What it would have to be; of tags, gained, or `without` one.")
          String to,
      @Schema(description = "How many levels away; 1 for names and tags.") int levels,
      double probability,
      int score,
      Tier tier) {

    static Change of(Step step) {
      return new Change(
          step.attribute(),
          step.from(),
          step.to(),
          step.levels(),
          step.probability(),
          step.score(),
          step.tier());
    }
  }

  static WayBackResponse of(List<Step> steps) {
    return new WayBackResponse(WANTED, words(steps), steps.stream().map(Change::of).toList());
  }

  private static String words(List<Step> steps) {
    if (steps.isEmpty()) {
      return "No single known attribute would bring it to tier " + WANTED + ".";
    }
    Step step = steps.getFirst();
    return "It would come to tier %s with %s %s%s."
        .formatted(
            step.tier(),
            step.attribute(),
            step.to(),
            step.from().isEmpty() ? "" : ", where it has " + String.join(", ", step.from()));
  }
}
