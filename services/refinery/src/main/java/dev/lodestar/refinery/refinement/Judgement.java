package dev.lodestar.refinery.refinement;

import dev.lodestar.core.definition.Publication;
import dev.lodestar.core.profile.LearnedProfile;
import dev.lodestar.core.profile.Materiality;
import dev.lodestar.core.profile.ProfileVersion;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/// Whether what was learned is to become a version now.
sealed interface Judgement {

  /// @param why in words, never empty
  record PublishIt(List<String> why) implements Judgement {}

  /// Not now, but perhaps later without anything else happening.
  record Wait(String because) implements Judgement {}

  /// Not unless something else happens.
  record LeaveIt(String because) implements Judgement {}

  /// @param learned from all that the profile was told when publication was last asked for
  /// @param toBeTold how many partitions have not told all of the present scope yet
  static Judgement of(
      Progress progress,
      Optional<ProfileVersion> newest,
      LearnedProfile learned,
      Publication publication,
      int toBeTold,
      Instant now) {
    if (toBeTold > 0) {
      return new Wait(
          "the history is being read for the new scope: %d partitions to go".formatted(toBeTold));
    }
    if (progress.publish().isPresent()) {
      return newest.isPresent() && newest.get().learned().equals(learned)
          ? new LeaveIt("nothing differs from version " + newest.get().number())
          : new PublishIt(List.of("publication was asked for by " + progress.publish().get().by()));
    }
    if (progress.hold().isPresent()) {
      var hold = progress.hold().get();
      return new Wait("held by %s until %s".formatted(hold.by(), hold.until()));
    }
    Duration interval = publication.minimumInterval();
    if (newest.isPresent() && newest.get().publishedAt().plus(interval).isAfter(now)) {
      return new Wait("at most one version every " + interval);
    }
    List<String> why = Materiality.reasons(newest, learned, publication);
    return why.isEmpty() ? new LeaveIt("no change is material") : new PublishIt(why);
  }
}
