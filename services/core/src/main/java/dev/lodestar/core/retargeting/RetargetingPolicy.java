package dev.lodestar.core.retargeting;

import dev.lodestar.core.fit.Tier;
import dev.lodestar.core.retargeting.Retargeting.State;
import dev.lodestar.core.retargeting.Situation.Lapsed;
import dev.lodestar.core.retargeting.Verdict.Announce;
import dev.lodestar.core.retargeting.Verdict.Because;
import dev.lodestar.core.retargeting.Verdict.Nothing;
import dev.lodestar.core.retargeting.Verdict.Wait;
import dev.lodestar.core.retargeting.Verdict.Withdraw;
import java.time.Duration;
import java.time.Instant;
import java.util.Collections;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/// When a lapsed account is worth another conversation: its tier has reached the bar, was below it
/// when it lapsed, nothing rules it out, and it is not disturbed too soon or too often.
///
/// A pure function of what stands and of the decision that stands, so that every crossing of the
/// bar leads to exactly one decision, however often it is asked. Cool-down and cap keep a candidate
/// from being announced; they take back none that was.
///
/// @param bar the tier to reach
/// @param coolDown how long an account is left alone after it lapsed
/// @param excludedReasons of churn and of lost deals, in small letters: who lapsed for one of them
///   is left alone
/// @param cap over all profiles
public record RetargetingPolicy(
    Tier bar, Duration coolDown, Set<String> excludedReasons, FrequencyCap cap) {

  /// As many reasons may be excluded.
  public static final int MOST_REASONS = 100;

  public static final Duration LONGEST_COOL_DOWN = Duration.ofDays(3660);

  public static final RetargetingPolicy DEFAULT =
      new RetargetingPolicy(
          Tier.B, Duration.ofDays(30), Set.of(), new FrequencyCap(1, Duration.ofDays(30)));

  private static final Verdict NOTHING = new Nothing();

  public RetargetingPolicy {
    if (bar == Tier.D) {
      throw new IllegalArgumentException("every account reaches tier D");
    }
    if (coolDown.isNegative() || coolDown.compareTo(LONGEST_COOL_DOWN) > 0) {
      throw new IllegalArgumentException("coolDown must be 0 to 3660 days, not " + coolDown);
    }
    var normal = new TreeSet<String>();
    excludedReasons.forEach(reason -> normal.add(normal(reason)));
    excludedReasons = Collections.unmodifiableSet(normal);
    if (excludedReasons.contains("") || excludedReasons.size() > MOST_REASONS) {
      throw new IllegalArgumentException(
          "up to %d reasons may be excluded, none of them blank: %s"
              .formatted(MOST_REASONS, excludedReasons));
    }
  }

  /// What is to be done about the decision that stands.
  public Verdict judge(Optional<Retargeting> standing, Situation now) {
    var candidate = standing.filter(decision -> decision.state() == State.CANDIDATE);
    if (now.lapsed().isEmpty()) {
      return candidate.isPresent() ? new Withdraw(Because.NOT_LAPSED) : NOTHING;
    }
    var lapsed = now.lapsed().get();
    boolean isOfThisLapse = candidate.filter(c -> c.lapsedAt().equals(lapsed.at())).isPresent();
    boolean isOfAnother = candidate.isPresent() && !isOfThisLapse;
    var against = against(lapsed, now);
    if (isOfThisLapse) {
      return against.<Verdict>map(Withdraw::new).orElse(NOTHING);
    }
    if (against.isEmpty() && now.isClearlyAbove(bar)) {
      Instant earliest = earliest(lapsed, now);
      if (!earliest.isAfter(now.at())) {
        return new Announce();
      }
      return isOfAnother ? new Withdraw(Because.LAPSED_ANEW) : new Wait(earliest);
    }
    return isOfAnother ? new Withdraw(Because.LAPSED_ANEW) : NOTHING;
  }

  /// The decision to announce; empty when the one that stands still holds.
  public Optional<Retargeting> decide(Optional<Retargeting> standing, Standing now) {
    return switch (judge(standing, now.situation())) {
      case Nothing _, Wait _ -> Optional.empty();
      case Announce _ -> Optional.of(Wording.candidate(bar, now));
      case Withdraw(var because) ->
          Optional.of(Wording.withdrawn(because, bar, standing.orElseThrow(), now));
    };
  }

  private Optional<Because> against(Lapsed lapsed, Situation now) {
    if (!now.reaches(bar)) {
      return Optional.of(Because.BELOW_THE_BAR);
    }
    if (lapsed.tier().isAtLeast(bar)) {
      return Optional.of(Because.AT_THE_BAR_THEN);
    }
    if (now.disqualified()) {
      return Optional.of(Because.DISQUALIFIED);
    }
    return lapsed
            .reason()
            .map(RetargetingPolicy::normal)
            .filter(excludedReasons::contains)
            .isPresent()
        ? Optional.of(Because.REASON_EXCLUDED)
        : Optional.empty();
  }

  private Instant earliest(Lapsed lapsed, Situation now) {
    Instant cooled = lapsed.at().plus(coolDown);
    Instant allowed = cap.earliest(now.announced());
    return cooled.isAfter(allowed) ? cooled : allowed;
  }

  private static String normal(String reason) {
    return reason.strip().toLowerCase(Locale.ROOT);
  }
}
