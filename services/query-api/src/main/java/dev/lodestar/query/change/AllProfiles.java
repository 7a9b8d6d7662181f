package dev.lodestar.query.change;

import dev.lodestar.core.profile.ProfileVersion;
import dev.lodestar.query.change.ChangeEvents.Snapshot;
import dev.lodestar.query.profile.Profiles;
import dev.lodestar.query.profile.Versions;
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
  private final Versions versions;
  private final SortedMap<String, Unseen> told = new TreeMap<>();
  private final Deque<String> toIntroduce = new ArrayDeque<>();
  private boolean hasBegun;

  AllProfiles(
      Optional<String> lastEventId, ChangeEvents events, Profiles profiles, Versions versions) {
    this.lastTold = lastEventId.flatMap(Told::parse);
    this.events = events;
    this.profiles = profiles;
    this.versions = versions;
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
        last.versions()
            .forEach((profileId, number) -> {
              // A number that we never gave: it is introduced anew.
              if (number <= versions.latestNumber(profileId)) {
                told.put(profileId, new Unseen(profileId, number, versions));
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
    told.put(profileId, new Unseen(profileId, snapshot.version(), versions));
    return Event.of(snapshot.event()).name("snapshot").id(id());
  }

  private Optional<Event<String>> change() {
    for (String profileId : versions.profileIds()) {
      Optional<ProfileVersion> next =
          told.computeIfAbsent(profileId, id -> new Unseen(id, 0, versions)).next();
      if (next.isPresent()) {
        return Optional.of(Event.of(events.render(next.get())).name("change").id(id()));
      }
    }
    return Optional.empty();
  }

  private String id() {
    SortedMap<String, Integer> numbers = new TreeMap<>();
    told.forEach((profileId, unseen) -> numbers.put(profileId, unseen.seen()));
    return new Told(numbers, toIntroduce.isEmpty()).text();
  }
}
