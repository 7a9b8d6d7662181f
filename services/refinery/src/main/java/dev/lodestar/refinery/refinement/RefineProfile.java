package dev.lodestar.refinery.refinement;

import dev.lodestar.core.observation.Observation;
import dev.lodestar.core.profile.Pin;
import dev.lodestar.core.profile.ProfileRequest;
import dev.lodestar.core.profile.ProfileRequest.Hold;
import dev.lodestar.core.profile.ProfileRequest.Publish;
import dev.lodestar.core.profile.ProfileVersion;
import dev.lodestar.refinery.announcement.Announcement;
import dev.lodestar.refinery.flow.Meters;
import dev.lodestar.refinery.refinement.Told.Asked;
import dev.lodestar.refinery.refinement.Told.Defined;
import dev.lodestar.refinery.refinement.Told.Observed;
import dev.lodestar.refinery.refinement.Told.Pinned;
import dev.lodestar.refinery.refinement.Told.Rescored;
import dev.lodestar.refinery.refinement.Told.Ruled;
import dev.lodestar.refinery.refinement.Told.ToldAll;
import dev.lodestar.refinery.refinement.Told.Withdrawn;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import org.apache.kafka.streams.processor.PunctuationType;
import org.apache.kafka.streams.processor.api.Processor;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;
import org.apache.kafka.streams.state.KeyValueIterator;
import org.apache.kafka.streams.state.KeyValueStore;
import org.jspecify.annotations.Nullable;

/// Refits profiles that were told something, and publishes what is worth it.
final class RefineProfile implements Processor<String, Told, Object, Object> {

  static final String PROGRESS = "progress";

  private final Pace pace;
  private final int tellers;
  private final Meters meters;

  private ProcessorContext<Object, Object> context;
  private KeptObservations observations;
  private Definitions definitions;
  private KeyValueStore<String, Progress> progress;
  private Policies policies;
  private Versions versions;
  private Publishing publishing;

  // Rebuilt from the stores: Kafka may call init again after a failure.
  private final Map<String, Refining> refining = new HashMap<>();
  private final TreeSet<String> needAttention = new TreeSet<>();

  /// @param tellers how many tasks of the ledger there are
  RefineProfile(Pace pace, int tellers, Meters meters) {
    this.pace = pace;
    this.tellers = tellers;
    this.meters = meters;
  }

  @Override
  public void init(ProcessorContext<Object, Object> context) {
    this.context = context;
    observations = new KeptObservations(context.getStateStore(KeptObservations.STORE));
    definitions = new Definitions(context.getStateStore(Definitions.STORE));
    policies = new Policies(context.getStateStore(Policies.STORE));
    progress = context.getStateStore(PROGRESS);
    versions =
        new Versions(
            context.getStateStore(Versions.STORE), context.getStateStore(Versions.NUMBERS));
    publishing = new Publishing(context, versions, tellers, meters);
    refining.clear();
    needAttention.clear();
    try (KeyValueIterator<String, Progress> all = progress.all()) {
      all.forEachRemaining(entry -> noteNeedOf(entry.key, entry.value));
    }
    // Wall-clock time, because holds lapse and pauses end without any event.
    context.schedule(pace.tick(), PunctuationType.WALL_CLOCK_TIME, this::tick);
  }

  @Override
  public void process(Record<String, Told> record) {
    String profileId = record.key();
    switch (record.value()) {
      case Observed(var observation, var insteadOf) -> {
        insteadOf.forEach(id -> inherit(profileId, id, observation));
        observe(profileId, observation);
      }
      case Withdrawn(var observationId) -> know(profileId, observationId, null);
      case ToldAll(var scopeNumber, var partition) -> {
        if (scopeNumber == definitions.scopeNumber(profileId)) {
          keep(profileId, progressOf(profileId).toldAllBy(partition));
          askRefit(profileId); // one that is under way knows a part of the scope
        }
      }
      case Defined(var definition) -> {
        long scopeBefore = definitions.scopeNumber(profileId);
        definitions
            .put(profileId, definition.orElse(null))
            .ifPresent(news ->
                redefine(profileId, news, definitions.scopeNumber(profileId) != scopeBefore));
      }
      case Asked(var request) -> ask(profileId, request);
      case Pinned(var pin) -> pin(profileId, pin);
      case Ruled(var policy) ->
          policies
              .put(profileId, policy)
              .ifPresent(news ->
                  RefinementTopology.ANNOUNCEMENTS.emit(
                      context, profileId, news, context.currentSystemTimeMs()));
      case Rescored(var part) ->
          keep(
              profileId,
              publishing.rescored(
                  profileId,
                  progressOf(profileId),
                  part,
                  Instant.ofEpochMilli(context.currentSystemTimeMs())));
    }
  }

  /// What is known under the id of a merged account's observation is the heir's from now on; if the
  /// heir's is known already, there were two of one deal.
  private void inherit(String profileId, String observationId, Observation heirs) {
    if (observations.find(profileId, heirs.id()).isPresent()) {
      know(profileId, observationId, null);
    } else {
      // Evidence does not know of accounts, so that it stays as it is.
      observations
          .replace(profileId, observationId, null)
          .map(known -> known.inheritedBy(heirs.accountId()))
          .ifPresent(known -> observations.replace(profileId, known.id(), known));
    }
  }

  private void observe(String profileId, Observation observation) {
    // A task that has not heard of the newest scope yet tells what concerned the one before.
    boolean counts =
        definitions.of(profileId).filter(d -> d.scope().contains(observation)).isPresent();
    know(profileId, observation.id(), counts ? observation : null);
  }

  private void know(String profileId, String observationId, @Nullable Observation now) {
    Optional<Observation> before = observations.replace(profileId, observationId, now);
    Optional<Observation> after = Optional.ofNullable(now);
    if (before.equals(after)) {
      return;
    }
    meters.observation(profileId);
    Progress known = progressOf(profileId);
    keep(profileId, known.withArrivals(known.arrivals().and(before, after)));
    Refining loaded = refining.get(profileId);
    if (loaded != null) {
      loaded.change(before, after);
    }
  }

  private void redefine(String profileId, Announcement news, boolean otherScope) {
    long now = context.currentSystemTimeMs();
    refining.remove(profileId);
    var definition = definitions.of(profileId);
    if (otherScope) {
      observations.retain(
          profileId, o -> definition.filter(d -> d.scope().contains(o)).isPresent());
    }
    if (definition.isPresent()) {
      keep(profileId, progressOf(profileId).defined(otherScope));
    } else {
      keep(profileId, progressOf(profileId).forgotten());
      versions.forget(profileId);
      publishing.forget(profileId, Instant.ofEpochMilli(now));
    }
    RefinementTopology.ANNOUNCEMENTS.emit(context, profileId, news, now);
  }

  private void ask(String profileId, ProfileRequest request) {
    Progress known = progressOf(profileId);
    switch (request) {
      case Hold hold -> keep(profileId, known.asked(hold));
      case Publish publish -> {
        keep(profileId, known.asked(publish));
        askRefit(profileId);
      }
    }
  }

  private void pin(String profileId, Optional<Pin> pin) {
    Progress known = progressOf(profileId);
    if (!known.pin().map(Pin::version).equals(pin.map(Pin::version))) {
      var now = Instant.ofEpochMilli(context.currentSystemTimeMs());
      keep(profileId, publishing.pin(profileId, known, pin, now));
    }
  }

  private void askRefit(String profileId) {
    Refining loaded = refining.get(profileId);
    if (loaded != null) {
      loaded.ask();
    }
  }

  private void tick(long time) {
    Instant now = Instant.ofEpochMilli(time);
    for (String profileId : List.copyOf(needAttention)) {
      if (definitions.of(profileId).isEmpty()) {
        needAttention.remove(profileId); // until it is defined
      } else {
        attend(profileId, refining.computeIfAbsent(profileId, this::load), now);
      }
    }
  }

  private Refining load(String profileId) {
    var loaded = new Refining(definitions.of(profileId).orElseThrow());
    observations.forEach(profileId, o -> loaded.change(Optional.empty(), Optional.of(o)));
    return loaded;
  }

  private void attend(String profileId, Refining profile, Instant now) {
    takeUp(profileId, profile, now);
    if (profile.isDue(now)) {
      var newest = versions.newest(profileId).map(ProfileVersion::learned);
      profile.begin(now, newest, progressOf(profileId).arrivals(), pace);
      takeUp(profileId, profile, now); // of use where refits are done on the spot
    }
  }

  private void takeUp(String profileId, Refining profile, Instant now) {
    Optional<Duration> took = profile.takeUp(now, pace);
    took.ifPresent(t -> meters.refit(profileId, t));
    Progress before = progressOf(profileId).at(now);
    boolean mayDecide =
        profile.isAsAsked()
            && (before.publish().isPresent() || took.isPresent() || profile.isUpToDate());
    if (mayDecide && !profile.isUnderWay()) {
      keep(
          profileId,
          publishing.decide(profile, before, toBeTold(profileId, before), took.isPresent(), now));
    }
  }

  private int toBeTold(String profileId, Progress known) {
    return definitions.scopeNumber(profileId) == 0 ? 0 : tellers - known.toldAll().size();
  }

  private Progress progressOf(String profileId) {
    Progress known = progress.get(profileId);
    return known == null ? Progress.NONE : known;
  }

  private void keep(String profileId, Progress known) {
    if (!known.equals(progress.get(profileId))) {
      progress.put(profileId, known);
    }
    noteNeedOf(profileId, known);
  }

  private void noteNeedOf(String profileId, Progress known) {
    if (known.needsAttention()) {
      needAttention.add(profileId);
    } else {
      needAttention.remove(profileId);
    }
  }
}
