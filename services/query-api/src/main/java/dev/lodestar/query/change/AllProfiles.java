package dev.lodestar.query.change;

import dev.lodestar.query.change.ChangeEvents.Snapshot;
import dev.lodestar.query.change.Unseen.News;
import dev.lodestar.query.profile.Profiles;
import dev.lodestar.query.stream.Source;
import io.micronaut.http.sse.Event;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/// What one subscriber has not been sent of all profiles. Ids are what was [Told].
final class AllProfiles implements Source {

  private final Optional<Told> lastTold;
  private final ChangeEvents events;
  private final Profiles profiles;
  private final SortedMap<String, Unseen> told = new TreeMap<>();
  private final Deque<String> toIntroduce = new ArrayDeque<>();
  private boolean hasBegun;

  AllProfiles(Optional<String> lastEventId, ChangeEvents events, Profiles profiles) {
    this.lastTold = lastEventId.flatMap(Told::parse);
    this.events = events;
    this.profiles = profiles;
  }

  @Override
  public Optional<Event<String>> next() {
    if (!hasBegun) {
      hasBegun = true;
      begin();
      if (toIntroduce.isEmpty() && lastTold.isEmpty()) {
        // Without data it is no event; but the client now knows where it was.
        return Optional.of(Event.of("").id(id()));
      }
    }
    return toIntroduce.isEmpty() ? change() : Optional.of(introduction());
  }

  private void begin() {
    lastTold.ifPresent(last ->
        last.places()
            .forEach((profileId, place) -> {
              // A place that we never gave: it is introduced anew.
              if (events.hasBeen(profileId, place)) {
                told.put(profileId, new Unseen(profileId, place, events));
              } else if (profiles.ids().contains(profileId)) {
                toIntroduce.add(profileId);
              }
            }));
    if (lastTold.isEmpty() || !lastTold.get().isIntroduced()) {
      profiles.ids().stream()
          .filter(id -> !told.containsKey(id) && !toIntroduce.contains(id))
          .forEach(toIntroduce::add);
    }
  }

  private Event<String> introduction() {
    String profileId = toIntroduce.remove();
    Snapshot snapshot = events.snapshot(profileId);
    told.put(profileId, new Unseen(profileId, snapshot.place(), events));
    return Event.of(snapshot.event()).name("snapshot").id(id());
  }

  private Optional<Event<String>> change() {
    for (String profileId : events.versions().profileIds()) {
      Optional<News> next =
          told.computeIfAbsent(profileId, id -> new Unseen(id, new Place(0, 0), events)).next();
      if (next.isPresent()) {
        return next.map(news -> Event.of(news.data()).name(news.name()).id(id()));
      }
    }
    return Optional.empty();
  }

  private String id() {
    SortedMap<String, Place> places = new TreeMap<>();
    told.forEach((profileId, unseen) -> places.put(profileId, unseen.seen()));
    return new Told(places, toIntroduce.isEmpty()).text();
  }
}
