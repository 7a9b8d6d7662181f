package dev.lodestar.importer.history;

import dev.lodestar.core.account.AccountEvent;
import java.time.Instant;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// What one row told.
sealed interface Told {

  /// Events, in the order in which they are to be sent.
  ///
  /// @param identity what the row is about: of several rows about the same, one counts; blank when
  ///   rows of this kind stand for themselves
  /// @param main the event the row counts as; the last of `events`
  record Events(List<AccountEvent> events, AccountEvent main, String identity, Disposition as)
      implements Told {

    public Events {
      events = List.copyOf(events);
    }

    Instant occurredAt() {
      return main.occurredAt();
    }

    /// The ids of its events, of the main one first: equal for rows that tell the same.
    String content() {
      return Stream.concat(Stream.of(main), events.stream().filter(event -> !event.equals(main)))
          .map(AccountEvent::eventId)
          .collect(Collectors.joining(" "));
    }
  }

  record Nothing(Disposition as) implements Told {}

  /// Nothing, for it cannot be read.
  ///
  /// @param reason every problem of the row, in words
  record Unusable(String reason) implements Told {}
}
