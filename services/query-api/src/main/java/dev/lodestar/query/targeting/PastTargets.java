package dev.lodestar.query.targeting;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import dev.lodestar.core.account.AccountView;
import dev.lodestar.core.fit.Fit;
import dev.lodestar.core.profile.Disqualification;
import dev.lodestar.query.account.Accounts;
import dev.lodestar.query.account.Presence;
import dev.lodestar.query.problem.InvalidField;
import dev.lodestar.query.profile.Profiles;
import dev.lodestar.query.profile.PublishedVersion;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/// Target lists as of times past: every account as it was then, under the version in force then.
///
/// Nothing of this is kept anywhere, so all accounts are scored when somebody asks, one list at a
/// time, and the list is kept for a moment so that its next page costs nothing.
@Singleton
final class PastTargets {

  /// More would keep the caller waiting for longer than callers wait.
  static final int MAX_ACCOUNTS = 1_000_000;

  private static final int KEPT = 2;
  private static final Duration FOR = Duration.ofSeconds(30);

  private final Profiles profiles;
  private final Accounts accounts;
  private final Snapshots snapshots;
  private final Cache<Asked, Snapshot> lists =
      Caffeine.newBuilder().maximumSize(KEPT).expireAfterWrite(FOR).build();

  PastTargets(Profiles profiles, Accounts accounts, Snapshots snapshots) {
    this.profiles = profiles;
    this.accounts = accounts;
    this.snapshots = snapshots;
  }

  private record Asked(String profileId, int version, Instant time) {}

  /// @throws dev.lodestar.query.problem.Refusal if no version was published yet
  Snapshot of(String profileId, Instant time) {
    PublishedVersion under = profiles.inForceAt(profileId, time);
    Asked asked = new Asked(profileId, under.version().number(), time);
    Snapshot known = lists.getIfPresent(asked);
    return known != null ? known : scored(asked, under);
  }

  private synchronized Snapshot scored(Asked asked, PublishedVersion under) {
    return lists.get(
        asked, a -> snapshots.takeOf(a.profileId(), all(a.time(), under).list(), a.time()));
  }

  private Targets all(Instant time, PublishedVersion under) {
    if (accounts.count() > MAX_ACCOUNTS) {
      throw new InvalidField(
          "asOf",
          time.toString(),
          "is answered for lists of up to %d accounts, and there are %d"
              .formatted(MAX_ACCOUNTS, accounts.count()));
    }
    Targets targets = new Targets();
    accounts
        .all()
        .forEach(account ->
            account
                .attributesAt(time)
                .ifPresent(
                    then -> targets.put(target(account, under.fit(then.known()), under, time))));
    return targets;
  }

  private static Target target(AccountView account, Fit fit, PublishedVersion under, Instant time) {
    return new Target(
        account.accountId(),
        fit.tier(),
        fit.probability(),
        fit.score(),
        under.version().number(),
        time.toEpochMilli(),
        under.disqualifications(fit).stream().map(Disqualification::words).toList(),
        Optional.empty(),
        Presence.UNKNOWN);
  }
}
