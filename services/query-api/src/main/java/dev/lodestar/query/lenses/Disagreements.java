package dev.lodestar.query.lenses;

import dev.lodestar.core.account.AccountView;
import dev.lodestar.core.fit.Fit;
import dev.lodestar.core.fit.FitMove;
import dev.lodestar.query.account.Accounts;
import dev.lodestar.query.lenses.LensesResponse.Cause;
import dev.lodestar.query.lenses.LensesResponse.Row;
import dev.lodestar.query.lenses.LensesResponse.View;
import dev.lodestar.query.profile.Profiles;
import dev.lodestar.query.profile.PublishedVersion;
import dev.lodestar.query.targeting.Fits;
import dev.lodestar.query.targeting.Target;
import dev.lodestar.query.targeting.Targets;
import jakarta.inject.Singleton;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.PriorityQueue;
import java.util.stream.IntStream;

/// Finds the accounts that profiles rate furthest apart: one pass over those scored.
@Singleton
final class Disagreements {

  private static final Comparator<Rated> FURTHEST_FIRST =
      Comparator.comparingInt(Rated::gap).reversed().thenComparing(Rated::accountId);

  private final Profiles profiles;
  private final Fits fits;
  private final Accounts accounts;

  Disagreements(Profiles profiles, Fits fits, Accounts accounts) {
    this.profiles = profiles;
    this.fits = fits;
    this.accounts = accounts;
  }

  /// @param views in the order of the profiles
  private record Rated(String accountId, List<Target> views) {

    int gap() {
      return views.get(highest()).score() - views.get(lowest()).score();
    }

    int highest() {
      return IntStream.range(0, views.size())
          .boxed()
          .max(Comparator.comparingInt((Integer i) -> views.get(i).score()))
          .orElseThrow();
    }

    int lowest() {
      return IntStream.range(0, views.size())
          .boxed()
          .min(Comparator.comparingInt((Integer i) -> views.get(i).score()))
          .orElseThrow();
    }

    boolean isAgreed() {
      return views.stream().map(Target::tier).distinct().count() == 1;
    }
  }

  /// @throws dev.lodestar.query.problem.Refusal if there is no such profile, or no version of it
  LensesResponse of(List<String> profileIds, int limit) {
    Map<String, PublishedVersion> versions = new HashMap<>();
    profileIds.forEach(id -> versions.put(id, profiles.latest(id)));
    List<Targets> lists = profileIds.stream().map(fits::of).toList();
    Targets fewest = lists.stream().min(Comparator.comparingInt(Targets::size)).orElseThrow();
    PriorityQueue<Rated> furthest = new PriorityQueue<>(FURTHEST_FIRST.reversed());
    long[] counts = new long[2];
    fewest
        .all()
        .map(target -> rated(target.accountId(), lists))
        .filter(rated -> rated.views().size() == lists.size())
        .forEach(rated -> {
          counts[0]++;
          counts[1] += rated.isAgreed() ? 1 : 0;
          furthest.add(rated);
          if (furthest.size() > limit) {
            furthest.poll();
          }
        });
    return new LensesResponse(
        profileIds,
        counts[0],
        counts[1],
        furthest.stream()
            .sorted(FURTHEST_FIRST)
            .map(rated -> row(rated, profileIds, versions))
            .toList());
  }

  private static Rated rated(String accountId, List<Targets> lists) {
    List<Target> views = new ArrayList<>(lists.size());
    lists.forEach(list -> list.of(accountId).ifPresent(views::add));
    return new Rated(accountId, views);
  }

  private Row row(Rated rated, List<String> profileIds, Map<String, PublishedVersion> versions) {
    return new Row(
        rated.accountId(),
        rated.gap(),
        IntStream.range(0, profileIds.size())
            .mapToObj(i -> View.of(profileIds.get(i), rated.views().get(i)))
            .toList(),
        accounts
            .find(rated.accountId())
            .map(account ->
                cause(
                    account,
                    profileIds.get(rated.highest()),
                    profileIds.get(rated.lowest()),
                    versions)));
  }

  private static Cause cause(
      AccountView account, String highest, String lowest, Map<String, PublishedVersion> versions) {
    Fit high = fit(account, versions.get(highest));
    Fit low = fit(account, versions.get(lowest));
    return Cause.of(highest, lowest, FitMove.between(low, high, high));
  }

  private static Fit fit(
      AccountView account, @org.jspecify.annotations.Nullable PublishedVersion under) {
    if (under == null) { // as it never is
      throw new IllegalStateException("a profile that was not asked for");
    }
    return under.fit(account.attributes());
  }
}
