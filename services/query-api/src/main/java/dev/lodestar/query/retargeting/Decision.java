package dev.lodestar.query.retargeting;

import dev.lodestar.core.retargeting.Retargeting;
import dev.lodestar.query.paging.Cursor;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;

/// What was last decided about an account, and where that was read.
///
/// @param order in which this process read it: per partition, that of the offsets
record Decision(Retargeting retargeting, Place place, int partition, long offset, long order) {

  private static final String LIST = "retargeting";

  /// Where a decision stands in the list: newest first.
  record Place(Instant decidedAt, String profileId, String accountId) implements Comparable<Place> {

    private static final Comparator<Place> NEWEST_FIRST =
        Comparator.comparing(Place::decidedAt)
            .reversed()
            .thenComparing(Place::profileId)
            .thenComparing(Place::accountId);

    static final Place START = new Place(Instant.MAX, "", "");

    static Place of(Retargeting retargeting) {
      return new Place(retargeting.decidedAt(), retargeting.profileId(), retargeting.accountId());
    }

    /// The place that a cursor names.
    static Place at(String cursor) {
      List<String> parts = Cursor.parse(cursor, LIST, 3).place();
      try {
        return new Place(Instant.parse(parts.get(0)), parts.get(1), parts.get(2));
      } catch (DateTimeException e) {
        throw Cursor.invalid(cursor);
      }
    }

    Cursor cursor() {
      return Cursor.after(LIST, decidedAt.toString(), profileId, accountId);
    }

    @Override
    public int compareTo(Place other) {
      return NEWEST_FIRST.compare(this, other);
    }
  }
}
