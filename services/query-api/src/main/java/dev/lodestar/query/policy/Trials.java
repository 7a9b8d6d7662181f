package dev.lodestar.query.policy;

import dev.lodestar.core.account.AccountView;
import dev.lodestar.core.fit.Tier;
import dev.lodestar.core.retargeting.Retargeting;
import dev.lodestar.core.retargeting.RetargetingPolicy;
import dev.lodestar.core.retargeting.Situation;
import dev.lodestar.core.retargeting.Situation.Lapsed;
import dev.lodestar.core.retargeting.Verdict.Announce;
import dev.lodestar.core.retargeting.Verdict.Nothing;
import dev.lodestar.core.retargeting.Verdict.Wait;
import dev.lodestar.core.retargeting.Verdict.Withdraw;
import dev.lodestar.query.account.Accounts;
import dev.lodestar.query.profile.Profiles;
import dev.lodestar.query.profile.PublishedVersion;
import dev.lodestar.query.retargeting.Decisions;
import dev.lodestar.query.targeting.Fits;
import dev.lodestar.query.targeting.Target;
import jakarta.inject.Singleton;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// Tries policies on all lapsed accounts, with the very rule that the refinery decides by.
@Singleton
final class Trials {

  private final Profiles profiles;
  private final Fits fits;
  private final Accounts accounts;
  private final Decisions decisions;

  Trials(Profiles profiles, Fits fits, Accounts accounts, Decisions decisions) {
    this.profiles = profiles;
    this.fits = fits;
    this.accounts = accounts;
    this.decisions = decisions;
  }

  TrialResponse of(String profileId, RetargetingPolicy policy) {
    List<String> add = new ArrayList<>();
    List<String> withdraw = new ArrayList<>();
    List<String> wait = new ArrayList<>();
    profiles
        .inForce(profileId)
        .ifPresent(version ->
            fits.of(profileId)
                .all()
                .filter(target -> target.tierAtLapse().isPresent())
                .forEach(target -> {
                  Optional<Retargeting> standing = decisions.of(profileId, target.accountId());
                  situation(target, version)
                      .map(situation -> policy.judge(standing, situation))
                      .ifPresent(verdict -> {
                        switch (verdict) {
                          case Announce _ -> add.add(target.accountId());
                          case Withdraw _ -> withdraw.add(target.accountId());
                          case Wait _ -> wait.add(target.accountId());
                          case Nothing _ -> {}
                        }
                      });
                }));
    return TrialResponse.of(PolicyDocument.of(policy), add, withdraw, wait);
  }

  private Optional<Situation> situation(Target target, PublishedVersion version) {
    Optional<Tier> then = target.tierAtLapse();
    Optional<AccountView> account = accounts.find(target.accountId());
    return account.map(view ->
        new Situation(
            view.lapsedAt().flatMap(at -> then.map(t -> new Lapsed(at, t, view.lapseReason()))),
            version.fit(view.attributes()).probability(),
            target.tier(),
            version.version().learned().scale(),
            !target.disqualifiedBy().isEmpty(),
            announced(target.accountId()),
            accounts.now()));
  }

  /// Each decision tells what had been announced by then.
  private List<Instant> announced(String accountId) {
    return profiles.ids().stream()
        .flatMap(profileId -> decisions.of(profileId, accountId).stream())
        .flatMap(decision -> decision.announced().stream())
        .distinct()
        .toList();
  }
}
