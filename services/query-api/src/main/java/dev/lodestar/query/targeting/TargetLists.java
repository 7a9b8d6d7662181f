package dev.lodestar.query.targeting;

import dev.lodestar.core.account.AttributeValue;
import dev.lodestar.core.account.AttributesThen;
import dev.lodestar.core.evidence.LeftOut;
import dev.lodestar.core.learner.AttributeWeights;
import dev.lodestar.core.profile.LearnedProfile;
import dev.lodestar.query.account.Accounts;
import dev.lodestar.query.paging.Cursor;
import dev.lodestar.query.paging.Page;
import dev.lodestar.query.profile.PublishedVersion;
import dev.lodestar.query.profile.Versions;
import jakarta.inject.Singleton;
import java.time.Instant;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/// Target lists with what a sales team wants to see of each account.
@Singleton
public final class TargetLists {

  private static final int MAX_ATTRIBUTES = 60;

  private static final Comparator<AttributeWeights> MOST_IMPORTANT_FIRST =
      Comparator.comparingDouble(AttributeWeights::importance)
          .reversed()
          .thenComparing(AttributeWeights::attribute);

  private final Fits fits;
  private final Accounts accounts;
  private final Versions versions;
  private final PastTargets past;
  private final Snapshots snapshots;
  private final Grades grades;

  TargetLists(
      Fits fits,
      Accounts accounts,
      Versions versions,
      PastTargets past,
      Snapshots snapshots,
      Grades grades) {
    this.fits = fits;
    this.accounts = accounts;
    this.versions = versions;
    this.past = past;
    this.snapshots = snapshots;
    this.grades = grades;
  }

  /// The list that a query is about: the one that its cursor names, as long as that is kept.
  ///
  /// @throws dev.lodestar.query.problem.InvalidField if the cursor is that of another list
  public Snapshot snapshot(String profileId, TargetQuery query) {
    Optional<Snapshot> named = query.from().flatMap(place -> snapshots.of(place.snapshot()));
    named
        .filter(s -> !s.profileId().equals(profileId) || !s.asOf().equals(query.asOf()))
        .ifPresent(s -> {
          throw Cursor.invalid(s.id());
        });
    return named.orElseGet(() ->
        query
            .asOf()
            .map(time -> past.of(profileId, time))
            .orElseGet(() -> snapshots.take(profileId, fits.of(profileId).list(), accounts.now())));
  }

  /// A page of a list, which is kept if there is another.
  Page<Target> page(Snapshot snapshot, TargetQuery query, int limit) {
    Page<Target> page =
        Page.of(targets(snapshot, query), limit, target -> snapshot.after(target, query.sort()));
    if (page.nextCursor().isPresent()) {
      snapshots.keep(snapshot);
    }
    return page;
  }

  /// Sorted, lazily; without accounts that were erased or merged since the list was taken.
  public Stream<Target> targets(Snapshot snapshot, TargetQuery query) {
    return snapshot
        .targets(query.wanted(), grades)
        .filter(target -> !accounts.hasEnded(target.accountId()));
  }

  TargetRow row(Target target, Snapshot snapshot, List<String> attributes) {
    return snapshot
        .asOf()
        .map(time -> TargetRow.then(target, then(target, time), attributes))
        .orElseGet(() ->
            TargetRow.of(
                target,
                snapshot.grade(target, grades),
                snapshot.at(),
                accounts.attributes(target.accountId(), new HashSet<>(attributes)).orElse(Map.of()),
                attributes));
  }

  private Map<String, AttributeValue> then(Target target, Instant time) {
    return accounts
        .find(target.accountId())
        .flatMap(view -> view.attributesAt(time))
        .<Map<String, AttributeValue>>map(AttributesThen::known)
        .orElse(Map.of());
  }

  /// What to show of each account: what is wanted, or else what the version looks at, most
  /// important first, and then what it leaves out, such as names and links.
  List<String> attributes(String profileId, TargetQuery query, Optional<List<String>> wanted) {
    return wanted
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
}
