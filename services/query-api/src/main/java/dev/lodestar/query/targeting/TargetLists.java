package dev.lodestar.query.targeting;

import dev.lodestar.core.account.Lifecycle;
import dev.lodestar.core.evidence.LeftOut;
import dev.lodestar.core.learner.AttributeWeights;
import dev.lodestar.core.profile.LearnedProfile;
import dev.lodestar.query.account.Accounts;
import dev.lodestar.query.profile.Versions;
import jakarta.inject.Singleton;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
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

  TargetLists(Fits fits, Accounts accounts, Versions versions) {
    this.fits = fits;
    this.accounts = accounts;
    this.versions = versions;
  }

  Targets of(String profileId) {
    return fits.of(profileId);
  }

  /// Best first, lazily.
  Stream<Target> targets(String profileId, TargetQuery query) {
    return fits.of(profileId)
        .after(query.after(), query.tier())
        .filter(target -> query.status().isEmpty() || hasStatus(target, query.status().get()));
  }

  TargetRow row(Target target, List<String> attributes) {
    return TargetRow.of(target, accounts.find(target.accountId()), attributes);
  }

  /// What to show of each account: what was asked for, or else what the newest version looks at,
  /// most important first, and then what it leaves out, such as names and links.
  List<String> attributes(String profileId, TargetQuery query) {
    return query
        .attributes()
        .or(() -> versions.latest(profileId).map(v -> attributesOf(v.version().learned())))
        .orElse(List.of())
        .stream()
        .distinct()
        .limit(MAX_ATTRIBUTES)
        .toList();
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
