package dev.lodestar.query.fit;

import dev.lodestar.query.problem.AnswersProblems;
import dev.lodestar.query.profile.Profiles;
import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Get;
import io.micronaut.scheduling.TaskExecutors;
import io.micronaut.scheduling.annotation.ExecuteOn;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.util.List;

/// Whom not to sell to.
@Controller("/profiles/{profileId}/disqualifiers")
@Tag(name = "Profiles")
@AnswersProblems
final class DisqualifierController {

  private final Profiles profiles;
  private final Disqualifiers disqualifiers;

  DisqualifierController(Profiles profiles, Disqualifiers disqualifiers) {
    this.profiles = profiles;
    this.disqualifiers = disqualifiers;
  }

  /// What rules an account out under the newest version, with what its deals say of it.
  @Get
  @ExecuteOn(TaskExecutors.BLOCKING)
  List<DisqualifiedBy> disqualifiers(String profileId) {
    return disqualifiers.of(profiles.latest(profileId));
  }
}
