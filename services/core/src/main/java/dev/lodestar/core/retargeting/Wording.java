package dev.lodestar.core.retargeting;

import dev.lodestar.core.fit.FitMove;
import dev.lodestar.core.fit.Millionths;
import dev.lodestar.core.fit.Probability;
import dev.lodestar.core.fit.Tier;
import dev.lodestar.core.profile.Words;
import dev.lodestar.core.retargeting.Retargeting.Cause;
import dev.lodestar.core.retargeting.Retargeting.Moved;
import dev.lodestar.core.retargeting.Retargeting.State;
import dev.lodestar.core.retargeting.Standing.Lapse;
import dev.lodestar.core.retargeting.Standing.RuledOut;
import dev.lodestar.core.retargeting.Verdict.Because;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/// Makes a decision of a verdict: who moved, by how much, and why in words.
final class Wording {

  private Wording() {}

  static Retargeting candidate(Tier bar, Standing now) {
    var lapse = now.lapse().orElseThrow();
    var since = Since.of(bar, lapse, now);
    return new Retargeting(
        now.accountId(),
        now.profileId(),
        now.version(),
        State.CANDIDATE,
        since.moved().byAccount() >= since.moved().byProfile() ? Cause.ACCOUNT : Cause.PROFILE,
        bar,
        now.tier(),
        lapse.then().tier(),
        now.fit().score(),
        lapse.then().lapsedAt(),
        now.at(),
        Optional.of(since.moved()),
        since.words(State.CANDIDATE, bar),
        Stream.concat(now.announced().stream(), Stream.of(now.at())).sorted().toList());
  }

  /// @param candidate the decision that is taken back
  static Retargeting withdrawn(Because because, Tier bar, Retargeting candidate, Standing now) {
    var lapse = now.lapse();
    var since = lapse.map(l -> Since.of(bar, l, now));
    return new Retargeting(
        now.accountId(),
        now.profileId(),
        now.version(),
        State.WITHDRAWN,
        cause(because, candidate, now, since),
        bar,
        now.tier(),
        lapse.map(l -> l.then().tier()).orElse(candidate.tierAtLapse()),
        now.fit().score(),
        lapse.map(l -> l.then().lapsedAt()).orElse(candidate.lapsedAt()),
        now.at(),
        since.map(Since::moved),
        words(because, bar, candidate, now, since),
        now.announced());
  }

  private static Cause cause(
      Because because, Retargeting candidate, Standing now, Optional<Since> since) {
    return switch (because) {
      case NOT_LAPSED, LAPSED_ANEW -> Cause.ACCOUNT;
      case REASON_EXCLUDED, AT_THE_BAR_THEN -> Cause.POLICY;
      case DISQUALIFIED ->
          now.ruledOut().filter(RuledOut::byProfile).isPresent() ? Cause.PROFILE : Cause.ACCOUNT;
      case BELOW_THE_BAR -> {
        if (barWasRaised(candidate, now)) {
          yield Cause.POLICY;
        }
        Moved fell = fell(candidate, since.orElseThrow());
        yield fell.byAccount() <= fell.byProfile() ? Cause.ACCOUNT : Cause.PROFILE;
      }
    };
  }

  private static List<String> words(
      Because because, Tier bar, Retargeting candidate, Standing now, Optional<Since> since) {
    return switch (because) {
      case NOT_LAPSED ->
          List.of(
              switch (now.lifecycle()) {
                case IN_DEAL -> "a deal is open";
                case CUSTOMER -> "it is a customer again";
                case PROSPECT, LAPSED -> "its lapse was taken back";
              });
      case LAPSED_ANEW -> List.of("it lapsed anew");
      case AT_THE_BAR_THEN ->
          List.of(
              "the policy now asks for tier %s, which it was in already when it lapsed"
                  .formatted(bar));
      case DISQUALIFIED ->
          now.ruledOut().map(RuledOut::by).orElse(List.of()).stream()
              .map(by -> by + " rules it out")
              .toList();
      case REASON_EXCLUDED ->
          List.of(
              "the policy excludes who lapsed for this reason: "
                  + now.lapse().flatMap(Lapse::reason).orElse(""));
      case BELOW_THE_BAR ->
          barWasRaised(candidate, now)
              ? List.of("the policy now asks for tier " + bar)
              : fallen(bar, candidate, since.orElseThrow());
    };
  }

  /// What moved since it was announced, of all that moved since it lapsed.
  private static Moved fell(Retargeting candidate, Since since) {
    var was = candidate.moved().orElse(new Moved(0, 0));
    return new Moved(
        Millionths.rounded(since.moved().byAccount() - was.byAccount()),
        Millionths.rounded(since.moved().byProfile() - was.byProfile()));
  }

  /// What it lost is not seen by comparing with what it was like when it lapsed.
  private static List<String> fallen(Tier bar, Retargeting candidate, Since since) {
    Moved fell = fell(candidate, since);
    var moved = since.words(State.WITHDRAWN, bar);
    if (fell.byAccount() > fell.byProfile()) {
      return moved;
    }
    String lost = MoveWords.noLongerHolds(bar);
    return Stream.concat(
            Stream.of("%s (%s)".formatted(lost, Words.signed(fell.byAccount(), 1))),
            moved.stream().filter(words -> !words.equals(lost)))
        .toList();
  }

  /// It would still do under the policy that it was announced under.
  private static boolean barWasRaised(Retargeting candidate, Standing now) {
    return now.tier().isAtLeast(candidate.bar());
  }

  /// What moved since an account lapsed.
  ///
  /// @param general what moved for every account, against the bar
  private record Since(FitMove move, double general, Moved moved) {

    static Since of(Tier bar, Lapse lapse, Standing now) {
      var move = FitMove.between(lapse.then().fit(), lapse.restated(), now.fit());
      double barRose =
          Probability.logOdds(now.scale().lowestFitOf(bar))
              - Probability.logOdds(lapse.then().cuts().lowestFitOf(bar));
      return new Since(
          move,
          move.average() - barRose,
          new Moved(move.byAccount(), Millionths.rounded(move.byProfile() - barRose)));
    }

    List<String> words(State state, Tier bar) {
      return MoveWords.of(state, bar, move, general);
    }
  }
}
