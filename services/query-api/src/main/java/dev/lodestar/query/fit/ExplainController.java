package dev.lodestar.query.fit;

import dev.lodestar.core.account.AccountView;
import dev.lodestar.core.definition.ProfileDefinition;
import dev.lodestar.core.fit.Fit;
import dev.lodestar.query.account.Accounts;
import dev.lodestar.query.problem.AnswersProblems;
import dev.lodestar.query.profile.PastTimes;
import dev.lodestar.query.profile.Profiles;
import dev.lodestar.query.profile.PublishedVersion;
import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Get;
import io.micronaut.http.annotation.QueryValue;
import io.micronaut.scheduling.TaskExecutors;
import io.micronaut.scheduling.annotation.ExecuteOn;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.time.Instant;
import java.util.Optional;

/// Why the fit of an account is not what it was.
@Controller
@Tag(name = "Fit")
@AnswersProblems
final class ExplainController {

  private final Profiles profiles;
  private final Accounts accounts;
  private final PastTimes times;

  ExplainController(Profiles profiles, Accounts accounts, PastTimes times) {
    this.profiles = profiles;
    this.accounts = accounts;
    this.times = times;
  }

  /// One end of a change: a version, and the account as it was at the time.
  record End(PublishedVersion under, Optional<Instant> at, Subject subject) {

    Fit fit() {
      return under.fit(subject.attributes());
    }
  }

  /// What moved an account's fit between two moments: how much of it the profile's move did, and
  /// how much the account's own, exactly, attribute by attribute.
  ///
  /// The profile moves first, over the account as it was; then the account, under the profile as it
  /// is. A version stands for the moment at which it was published.
  @Get("/accounts/{accountId}/fit/explain")
  @ExecuteOn(TaskExecutors.BLOCKING)
  ExplainResponse explain(
      String accountId,
      @Parameter(description = "Absent: default.", required = false) @QueryValue
          Optional<String> profile,
      @Parameter(
              description =
                  "The earlier end: a moment, or a version by number or name; absent: the version"
                      + " before that of the later end, or the first.",
              required = false,
              example = "1")
          @QueryValue
          Optional<String> from,
      @Parameter(
              description = "The later end: a moment, or a version by number or name; absent: now.",
              required = false,
              example = "1")
          @QueryValue
          Optional<String> to) {
    AccountView account = accounts.require(accountId);
    String profileId = profile.orElse(ProfileDefinition.DEFAULT_ID);
    End later =
        to.filter(text -> !text.isEmpty())
            .map(text -> end(profileId, "to", text, account))
            .orElseGet(
                () -> new End(profiles.latest(profileId), Optional.empty(), Subject.of(account)));
    End earlier =
        from.filter(text -> !text.isEmpty())
            .map(text -> end(profileId, "from", text, account))
            .orElseGet(() -> published(before(later.under()), account));
    return ExplainResponse.of(earlier, later);
  }

  private End end(String profileId, String field, String text, AccountView account) {
    if (!isMoment(text)) {
      return published(
          profiles.version(profileId, profiles.number(profileId, field, text)), account);
    }
    Instant time = times.read(field, Optional.of(text)).orElseThrow();
    return new End(
        profiles.inForceAt(profileId, time), Optional.of(time), Subject.of(account, time));
  }

  /// No name of a version has a colon, and every moment has.
  private static boolean isMoment(String text) {
    return text.indexOf(':') >= 0;
  }

  private static End published(PublishedVersion version, AccountView account) {
    Instant time = version.version().publishedAt();
    return new End(version, Optional.of(time), Subject.of(account, time));
  }

  private PublishedVersion before(PublishedVersion version) {
    return profiles.before(version).orElse(version);
  }
}
