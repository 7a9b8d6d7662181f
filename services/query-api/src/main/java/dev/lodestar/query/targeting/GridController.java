package dev.lodestar.query.targeting;

import dev.lodestar.core.account.Lifecycle;
import dev.lodestar.core.profile.Words;
import dev.lodestar.query.account.Accounts;
import dev.lodestar.query.caching.Reusable;
import dev.lodestar.query.paging.Parameters;
import dev.lodestar.query.problem.AnswersProblems;
import dev.lodestar.query.profile.Profiles;
import io.micronaut.http.HttpRequest;
import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Get;
import io.micronaut.http.annotation.QueryValue;
import io.micronaut.scheduling.TaskExecutors;
import io.micronaut.scheduling.annotation.ExecuteOn;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.time.Duration;
import java.util.Optional;

/// How the accounts of a profile are spread.
@Controller("/profiles/{profileId}")
@Tag(name = "Accounts")
@AnswersProblems
final class GridController {

  private final Profiles profiles;
  private final Fits fits;
  private final Snapshots snapshots;
  private final Accounts accounts;
  private final Grades grades;

  GridController(
      Profiles profiles, Fits fits, Snapshots snapshots, Accounts accounts, Grades grades) {
    this.profiles = profiles;
    this.fits = fits;
    this.snapshots = snapshots;
    this.accounts = accounts;
    this.grades = grades;
  }

  /// How many accounts there are of each tier and grade of engagement, and by which rule.
  @Get("/grid")
  @ExecuteOn(TaskExecutors.BLOCKING)
  GridResponse grid(
      HttpRequest<?> request,
      String profileId,
      @Parameter(
              description = "PROSPECT, IN_DEAL, CUSTOMER or LAPSED; absent: all.",
              required = false,
              example = "PROSPECT")
          @QueryValue
          Optional<String> status) {
    profiles.require(profileId);
    Optional<Lifecycle> wanted = Parameters.oneOf("status", status, Lifecycle.class);
    Targets targets = fits.of(profileId);
    TargetList list = targets.list();
    Reusable.whilst(request, () -> targets.list() == list);
    return GridResponse.of(
        snapshots.take(profileId, list, accounts.now()), wanted, grades, rule(accounts.halfLife()));
  }

  /// The tiers of a profile: where they begin, how many accounts are in each, and how deals that
  /// were predicted to be turned out.
  @Get("/tiers")
  @ExecuteOn(TaskExecutors.BLOCKING)
  TiersResponse tiers(String profileId) {
    return TiersResponse.of(
        profiles.latest(profileId).version(), fits.of(profileId).list().counts().byTier());
  }

  private static String rule(Duration halfLife) {
    return "A to D are the tiers of fit; 1 to 4 grade engagement, which counts visits, each"
        + " weighing half after "
        + Words.duration(halfLife)
        + ". Neither is part of the other.";
  }
}
