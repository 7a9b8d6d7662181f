package dev.lodestar.refinery.refinement;

import dev.lodestar.core.profile.ProfileRequest.Hold;
import dev.lodestar.core.profile.ProfileRequest.Publish;
import java.time.Instant;
import java.util.Collections;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;

/// Where a profile stands between two versions; survives restarts.
///
/// @param arrivals since the newest version
/// @param unsettled whether something changed that may yet lead to a version
/// @param heldBack refits since the newest version that were not published
/// @param publish what was asked and is not done yet
/// @param toldAll partitions whose ledgers have told all of the present scope
record Progress(
    Arrivals arrivals,
    boolean unsettled,
    long heldBack,
    Optional<Hold> hold,
    Optional<Publish> publish,
    SortedSet<Integer> toldAll) {

  static final Progress NONE =
      new Progress(Arrivals.NONE, false, 0, Optional.empty(), Optional.empty(), new TreeSet<>());

  Progress {
    toldAll = Collections.unmodifiableSortedSet(new TreeSet<>(toldAll));
  }

  Progress withArrivals(Arrivals more) {
    return new Progress(more, true, heldBack, hold, publish, toldAll);
  }

  Progress defined(boolean anewInScope) {
    return new Progress(
        arrivals, true, heldBack, hold, publish, anewInScope ? new TreeSet<>() : toldAll);
  }

  Progress toldAllBy(int partition) {
    var more = new TreeSet<>(toldAll);
    more.add(partition);
    return new Progress(arrivals, true, heldBack, hold, publish, more);
  }

  Progress asked(Hold asked) {
    return new Progress(arrivals, unsettled, heldBack, Optional.of(asked), publish, toldAll);
  }

  Progress asked(Publish asked) {
    return new Progress(arrivals, unsettled, heldBack, hold, Optional.of(asked), toldAll);
  }

  /// A hold that has lapsed is none.
  Progress at(Instant now) {
    return hold.isPresent() && !hold.get().until().isAfter(now)
        ? new Progress(arrivals, unsettled, heldBack, Optional.empty(), publish, toldAll)
        : this;
  }

  /// A refit was not published.
  Progress heldBackOnce() {
    return new Progress(arrivals, unsettled, heldBack + 1, hold, publish, toldAll);
  }

  /// What changed does not lead to a version.
  Progress settled() {
    return new Progress(arrivals, false, heldBack, hold, publish, toldAll);
  }

  /// If publication was asked for, that is dealt with, and with it any hold.
  Progress answered() {
    return publish.isEmpty()
        ? this
        : new Progress(arrivals, unsettled, heldBack, Optional.empty(), Optional.empty(), toldAll);
  }

  /// A version was published.
  ///
  /// @param since what arrived while it was learned
  Progress published(Arrivals since) {
    return new Progress(since, unsettled, 0, hold, publish, toldAll);
  }

  /// Whether something remains to be done, if only to wait.
  boolean needsAttention() {
    return unsettled || hold.isPresent() || publish.isPresent();
  }
}
