package dev.lodestar.refinery.refinement;

import dev.lodestar.core.definition.Publication;
import dev.lodestar.core.profile.Materiality;
import dev.lodestar.core.profile.ProfileVersion;
import dev.lodestar.core.profile.Words;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/// Whether a finding is to become a version now.
sealed interface Judgement {

  /// Why not, in words; empty when it is to be published.
  List<String> because();

  /// Now.
  ///
  /// @param why in words, never empty
  record PublishIt(List<String> why) implements Judgement {

    @Override
    public List<String> because() {
      return List.of();
    }
  }

  /// Not now, but perhaps later without anything else happening.
  record Wait(List<String> because) implements Judgement {}

  /// Not unless something else happens.
  record LeaveIt(List<String> because) implements Judgement {}

  /// Judges a finding.
  ///
  /// @param finding of all that the profile was told when publication was last asked for
  /// @param pinnedTo the version that the profile is held at, if it is
  /// @param toBeTold how many tasks of the ledger have not told all of the present scope yet
  static Judgement of(
      Finding finding,
      Progress progress,
      Optional<ProfileVersion> newest,
      Optional<Integer> pinnedTo,
      Publication publication,
      int toBeTold,
      Instant now) {
    if (toBeTold > 0) {
      return new Wait(
          List.of(
              "the ledgers are being read for the new scope, %d parts to go".formatted(toBeTold)));
    }
    if (newest.filter(v -> v.learned().equals(finding.learned())).isPresent()) {
      return new LeaveIt(List.of("nothing differs from version " + newest.orElseThrow().number()));
    }
    if (pinnedTo.isPresent()) {
      return new LeaveIt(List.of("the profile is pinned to version " + pinnedTo.get()));
    }
    if (progress.publish().isPresent()) {
      return newest.isEmpty() && finding.learned().totals().observations() == 0
          ? new LeaveIt(List.of("no deal has closed yet"))
          : new PublishIt(List.of("publication was asked for by " + progress.publish().get().by()));
    }
    if (progress.hold().isPresent()) {
      var hold = progress.hold().get();
      return new Wait(List.of("held by %s until %s".formatted(hold.by(), hold.until())));
    }
    var materiality =
        Materiality.of(
            newest.map(ProfileVersion::learned), finding.learned(), finding.shift(), publication);
    if (!materiality.isMaterial()) {
      return new LeaveIt(materiality.heldBecause());
    }
    Duration interval = publication.minimumInterval();
    return newest.filter(v -> v.publishedAt().plus(interval).isAfter(now)).isPresent()
        ? new Wait(List.of("versions are at least %s apart".formatted(Words.duration(interval))))
        : new PublishIt(materiality.reasons());
  }
}
