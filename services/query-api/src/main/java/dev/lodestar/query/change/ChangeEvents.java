package dev.lodestar.query.change;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import dev.lodestar.core.profile.ProfileVersion;
import dev.lodestar.core.profile.PublishedChange;
import dev.lodestar.query.cloudevent.StructuredEvents;
import dev.lodestar.query.profile.ProfileResponse;
import dev.lodestar.query.profile.Profiles;
import dev.lodestar.query.profile.Turns;
import dev.lodestar.query.profile.VersionResponse;
import dev.lodestar.query.profile.Versions;
import io.cloudevents.CloudEvent;
import jakarta.inject.Singleton;
import java.time.Instant;
import java.time.InstantSource;

/// Changes and snapshots of profiles as CloudEvents in JSON.
@Singleton
public final class ChangeEvents {

  /// The type of what a subscriber hears first: a profile as it is.
  static final String SNAPSHOT = "dev.lodestar.profile.snapshot.v1";

  // A new version is told to all subscribers at the same time.
  private static final int READY = 64;

  private final StructuredEvents events;
  private final Profiles profiles;
  private final Versions versions;
  private final Turns turns;
  private final InstantSource clock;
  private final Cache<ProfileVersion, String> ready =
      Caffeine.newBuilder().maximumSize(READY).weakKeys().build();

  ChangeEvents(
      StructuredEvents events,
      Profiles profiles,
      Versions versions,
      Turns turns,
      InstantSource clock) {
    this.events = events;
    this.profiles = profiles;
    this.versions = versions;
    this.turns = turns;
    this.clock = clock;
  }

  public CloudEvent about(PublishedChange change) {
    return events.about(change);
  }

  public String render(PublishedChange change) {
    return events.render(events.about(change), ChangeEvent.of(change));
  }

  String render(ProfileVersion version) {
    return ready.get(version, v -> render(PublishedChange.of(v)));
  }

  /// A profile as it is now.
  Snapshot snapshot(String profileId) {
    // Asked before the profile is, so that what comes meanwhile is told.
    int published = profiles.newestNumber(profileId);
    long turn = turns.latest(profileId);
    ProfileResponse profile = profiles.response(profileId);
    int version = Math.max(published, profile.version().map(VersionResponse::number).orElse(0));
    Instant now = clock.instant();
    String id = "%s/%d/snapshot/%d".formatted(profileId, version, now.toEpochMilli());
    return new Snapshot(
        new Place(version, turn),
        events.render(events.event(SNAPSHOT, id, profileId, now), profile));
  }

  /// A profile as it was, and the place of what happened last.
  record Snapshot(Place place, String event) {}

  /// Whether a place was ever given to anybody.
  boolean hasBeen(String profileId, Place place) {
    return place.version() <= versions.latestNumber(profileId)
        && place.turn() <= turns.latest(profileId);
  }

  Versions versions() {
    return versions;
  }

  Turns turns() {
    return turns;
  }
}
