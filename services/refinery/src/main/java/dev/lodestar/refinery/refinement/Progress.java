package dev.lodestar.refinery.refinement;

import dev.lodestar.core.profile.Pin;
import dev.lodestar.core.profile.ProfileRequest.Hold;
import dev.lodestar.core.profile.ProfileRequest.Publish;
import dev.lodestar.core.profile.Rescoring;
import java.time.Instant;
import java.util.Collections;
import java.util.Optional;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;

/// Where a profile stands between two versions; survives restarts.
///
/// @param arrivals since the newest version
/// @param unsettled whether something changed that may yet lead to a version
/// @param heldBack refits since the newest version that were not published
/// @param hold until when publication is suspended, and by whom
/// @param publish what was asked and is not done yet
/// @param toldAll partitions whose ledgers have told all of the present scope
/// @param pin outlasts the profile, should it be taken back and come again
/// @param rescored how accounts moved under the version in force, by partition; of those that have
///   scored all of theirs
record Progress(
    Arrivals arrivals,
    boolean unsettled,
    long heldBack,
    Optional<Hold> hold,
    Optional<Publish> publish,
    SortedSet<Integer> toldAll,
    Optional<Pin> pin,
    SortedMap<Integer, Rescoring> rescored) {

  static final Progress NONE =
      new Progress(
          Arrivals.NONE,
          false,
          0,
          Optional.empty(),
          Optional.empty(),
          new TreeSet<>(),
          Optional.empty(),
          new TreeMap<>());

  Progress {
    toldAll = Collections.unmodifiableSortedSet(new TreeSet<>(toldAll));
    rescored = Collections.unmodifiableSortedMap(new TreeMap<>(rescored));
  }

  Progress withArrivals(Arrivals more) {
    return new Progress(more, true, heldBack, hold, publish, toldAll, pin, rescored);
  }

  Progress defined(boolean anewInScope) {
    return new Progress(
        arrivals,
        true,
        heldBack,
        hold,
        publish,
        anewInScope ? new TreeSet<>() : toldAll,
        pin,
        rescored);
  }

  Progress toldAllBy(int partition) {
    var more = new TreeSet<>(toldAll);
    more.add(partition);
    return new Progress(arrivals, true, heldBack, hold, publish, more, pin, rescored);
  }

  Progress asked(Hold asked) {
    return new Progress(
        arrivals, unsettled, heldBack, Optional.of(asked), publish, toldAll, pin, rescored);
  }

  Progress asked(Publish asked) {
    return new Progress(
        arrivals, unsettled, heldBack, hold, Optional.of(asked), toldAll, pin, rescored);
  }

  /// What was held back because of a pin is to be judged anew.
  Progress pinned(Optional<Pin> decided) {
    return new Progress(arrivals, true, heldBack, hold, publish, toldAll, decided, rescored);
  }

  /// Another version is in force, and accounts are scored anew.
  Progress turned() {
    return new Progress(
        arrivals, unsettled, heldBack, hold, publish, toldAll, pin, new TreeMap<>());
  }

  Progress rescored(int partition, Rescoring how) {
    var more = new TreeMap<>(rescored);
    more.put(partition, how);
    return new Progress(arrivals, unsettled, heldBack, hold, publish, toldAll, pin, more);
  }

  /// A hold that has lapsed is none.
  Progress at(Instant now) {
    return hold.isPresent() && !hold.get().until().isAfter(now)
        ? new Progress(
            arrivals, unsettled, heldBack, Optional.empty(), publish, toldAll, pin, rescored)
        : this;
  }

  /// A refit was not published.
  Progress heldBackOnce() {
    return new Progress(arrivals, unsettled, heldBack + 1, hold, publish, toldAll, pin, rescored);
  }

  /// What changed does not lead to a version.
  Progress settled() {
    return new Progress(arrivals, false, heldBack, hold, publish, toldAll, pin, rescored);
  }

  /// If publication was asked for, that is dealt with, and with it any hold.
  Progress answered() {
    return publish.isEmpty()
        ? this
        : new Progress(
            arrivals,
            unsettled,
            heldBack,
            Optional.empty(),
            Optional.empty(),
            toldAll,
            pin,
            rescored);
  }

  /// A version was published, and is in force.
  ///
  /// @param since what arrived while it was learned
  Progress published(Arrivals since) {
    return new Progress(since, unsettled, 0, hold, publish, toldAll, pin, new TreeMap<>());
  }

  /// The profile is no more.
  Progress forgotten() {
    return NONE.pinned(pin).settled();
  }

  /// Whether something remains to be done, if only to wait.
  boolean needsAttention() {
    return unsettled || hold.isPresent() || publish.isPresent();
  }
}
