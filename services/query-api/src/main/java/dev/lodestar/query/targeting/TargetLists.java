package dev.lodestar.query.targeting;

import dev.lodestar.core.account.AccountView;
import dev.lodestar.core.account.AttributesThen;
import dev.lodestar.core.account.Lifecycle;
import dev.lodestar.core.evidence.LeftOut;
import dev.lodestar.core.learner.AttributeWeights;
import dev.lodestar.core.profile.LearnedProfile;
import dev.lodestar.query.account.Accounts;
import dev.lodestar.query.profile.PublishedVersion;
import dev.lodestar.query.profile.Versions;
import jakarta.inject.Singleton;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;

/// Target lists with what a sales team wants to see of each account.
@Singleton
final class TargetLists {

  private static final int MAX_ATTRIBUTES = 60;

  private static final Comparator<AttributeWeights> MOST_IMPORTANT_FIRST =
      Comparator.comparingDouble(AttributeWeights::importance)
          .reversed()
          .thenComparing(AttributeWeights::attribute);

  private final Fits fits;
  private final Accounts accounts;
  private final Versions versions;
  private final PastTargets past;

  TargetLists(Fits fits, Accounts accounts, Versions versions, PastTargets past) {
    this.fits = fits;
    this.accounts = accounts;
    this.versions = versions;
    this.past = past;
  }

  Targets of(String profileId, TargetQuery query) {
    return query.asOf().map(time -> past.of(profileId, time)).orElseGet(() -> fits.of(profileId));
  }

  /// Best first, lazily.
  Stream<Target> targets(String profileId, TargetQuery query) {
    return of(profileId, query)
        .after(query.after(), query.tier())
        .filter(target -> query.status().isEmpty() || hasStatus(target, query.status().get()));
  }

  TargetRow row(Target target, TargetQuery query, List<String> attributes) {
    Optional<AccountView> account = accounts.find(target.accountId());
    return query
        .asOf()
        .map(time ->
            TargetRow.then(
                target,
                account
                    .flatMap(view -> view.attributesAt(time))
                    .map(AttributesThen::known)
                    .orElseGet(TreeMap::new),
                attributes))
        .orElseGet(() -> TargetRow.of(target, account, attributes));
  }

  /// What to show of each account: what was asked for, or else what the version looks at, most
  /// important first, and then what it leaves out, such as names and links.
  List<String> attributes(String profileId, TargetQuery query) {
    return query
        .attributes()
        .or(() -> version(profileId, query).map(v -> attributesOf(v.version().learned())))
        .orElse(List.of())
        .stream()
        .distinct()
        .limit(MAX_ATTRIBUTES)
        .toList();
  }

  private Optional<PublishedVersion> version(String profileId, TargetQuery query) {
    return query
        .asOf()
        .map(time -> versions.inForceAt(profileId, time))
        .orElseGet(() -> versions.latest(profileId));
  }

  private static List<String> attributesOf(LearnedProfile learned) {
    return Stream.concat(
            learned.posterior().attributes().stream()
                .sorted(MOST_IMPORTANT_FIRST)
                .map(AttributeWeights::attribute),
            learned.leftOut().stream().map(LeftOut::attribute))
        .toList();
  }

  private boolean hasStatus(Target target, Lifecycle status) {
    return accounts.lifecycle(target.accountId()).equals(Optional.of(status));
  }
}
