package dev.lodestar.query.targeting;

import dev.lodestar.core.account.Lifecycle;
import dev.lodestar.core.fit.Tier;
import dev.lodestar.query.paging.Cursor;
import java.time.Instant;
import java.util.Optional;
import java.util.stream.Stream;

/// A target list at one moment, which all pages of one reading come from.
///
/// @param id what its cursors call it
/// @param at the moment that engagement is as of
/// @param asOf the moment in the past that it shows; absent: it shows what was then now
public record Snapshot(
    String id, String profileId, TargetList list, Instant at, Optional<Instant> asOf) {

  private static final String LIST = "targets";
  private static final int PARTS = 6;

  /// Which of them are asked for.
  ///
  /// @param after the last one that was sent; absent: from the start
  record Wanted(
      Optional<Tier> tier,
      Optional<Integer> engagement,
      Optional<Lifecycle> status,
      Sort sort,
      Optional<Target> after) {}

  /// Where a reading goes on.
  ///
  /// @param snapshot its id
  record Place(String snapshot, Sort sort, Target after) {

    /// @throws dev.lodestar.query.problem.InvalidField if it is not the cursor of a target list
    static Place at(String text) {
      Cursor cursor = Cursor.parse(text, LIST, PARTS);
      try {
        return new Place(
            cursor.place().get(0),
            Sort.valueOf(cursor.place().get(1)),
            Target.place(
                Double.longBitsToDouble(cursor.hexNumber(2)),
                Tier.valueOf(cursor.place().get(3)),
                Double.longBitsToDouble(cursor.hexNumber(4)),
                cursor.place().get(5)));
      } catch (IllegalArgumentException e) {
        throw Cursor.invalid(text);
      }
    }
  }

  /// Sorted, lazily.
  Stream<Target> targets(Wanted wanted, Grades grades) {
    Stream<Target> sorted =
        wanted.sort() == Sort.FIT && wanted.tier().isPresent()
            ? list.ofTier(wanted.tier().get(), wanted.after())
            : list.after(wanted.after(), wanted.sort());
    if (wanted.sort() == Sort.ENGAGEMENT && wanted.engagement().isPresent()) {
      int last = wanted.engagement().get();
      sorted = sorted.takeWhile(target -> grade(target, grades) <= last);
    }
    return sorted.filter(target -> isWanted(target, wanted, grades));
  }

  int grade(Target target, Grades grades) {
    return grades.of(target.presence(), at.toEpochMilli());
  }

  /// Where a reading goes on after a target.
  Cursor after(Target target, Sort sort) {
    return Cursor.after(
        LIST,
        id,
        sort.name(),
        Long.toHexString(Double.doubleToLongBits(target.presence().rank())),
        target.tier().name(),
        Long.toHexString(Double.doubleToLongBits(target.probability())),
        target.accountId());
  }

  private boolean isWanted(Target target, Wanted wanted, Grades grades) {
    return (wanted.tier().isEmpty() || wanted.tier().get() == target.tier())
        && (wanted.status().isEmpty() || target.presence().lifecycle().equals(wanted.status()))
        && (wanted.engagement().isEmpty() || wanted.engagement().get() == grade(target, grades));
  }
}
