package dev.lodestar.refinery.refinement;

import dev.lodestar.core.definition.ProfileDefinition;
import dev.lodestar.core.definition.Publication;
import dev.lodestar.core.profile.LearnedProfile;
import dev.lodestar.core.profile.Pin;
import dev.lodestar.core.profile.ProfileChange;
import dev.lodestar.core.profile.ProfileRequest.Hold;
import dev.lodestar.core.profile.ProfileStatus;
import dev.lodestar.core.profile.ProfileVersion;
import dev.lodestar.core.profile.PublishedChange;
import dev.lodestar.core.profile.PublishedChange.Kind;
import dev.lodestar.core.profile.RescoredPart;
import dev.lodestar.core.profile.Rescoring;
import dev.lodestar.refinery.announcement.Announcement.Published;
import dev.lodestar.refinery.flow.Meters;
import dev.lodestar.refinery.refinement.Judgement.LeaveIt;
import dev.lodestar.refinery.refinement.Judgement.PublishIt;
import dev.lodestar.refinery.refinement.Judgement.Wait;
import dev.lodestar.wire.Topics;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.streams.processor.api.ProcessorContext;

/// Makes a version of what was learned, or says why not.
final class Publishing {

  private final ProcessorContext<Object, Object> context;
  private final Versions versions;
  private final int tellers;
  private final Meters meters;
  private final Map<String, ProfileStatus> reported = new HashMap<>();
  // Comparing two versions takes longer than a tick should; what is waited for is told anew.
  private final Map<String, WouldChange> compared = new HashMap<>();

  /// @param tellers how many tasks of the ledger there are
  Publishing(
      ProcessorContext<Object, Object> context, Versions versions, int tellers, Meters meters) {
    this.context = context;
    this.versions = versions;
    this.tellers = tellers;
    this.meters = meters;
  }

  private record WouldChange(LearnedProfile from, LearnedProfile to, List<String> words) {}

  /// Judges what a refit found; returns where the profile then stands.
  ///
  /// @param toBeTold how many tasks of the ledger have not told all of the present scope yet
  /// @param refitted whether it was found just now
  Progress decide(Refining profile, Progress before, int toBeTold, boolean refitted, Instant now) {
    Finding finding = profile.finding().orElseThrow();
    if (!before.unsettled() && before.publish().isEmpty()) {
      report(profile, finding, before, List.of());
      return before;
    }
    String profileId = profile.definition().profileId();
    var judgement =
        Judgement.of(
            finding,
            before,
            versions.newest(profileId),
            pinnedTo(profileId, before),
            publication(profile),
            toBeTold,
            now);
    Progress after =
        switch (judgement) {
          case PublishIt(var why) -> {
            publish(profileId, finding, why, now);
            yield settled(
                before.published(before.arrivals().minus(finding.arrivals())).answered(), profile);
          }
          case Wait _ -> refitted ? heldBack(profileId, before) : before;
          case LeaveIt _ ->
              settled((refitted ? heldBack(profileId, before) : before).answered(), profile);
        };
    if (before.publish().isPresent() && after.publish().isEmpty()) {
      reported.remove(profileId); // whoever asked waits for an answer, even if nothing is new
    }
    report(profile, finding, after, judgement.because());
    return after;
  }

  /// A profile is no more. Its versions stay, but for a draft's.
  void forget(String profileId, Instant now) {
    reported.remove(profileId);
    compared.remove(profileId);
    if (ProfileDefinition.isDraft(profileId)) {
      for (int number = 1; number <= versions.numbers(profileId).last(); number++) {
        RefinementTopology.VERSIONS.withdraw(
            context, Topics.versionKey(profileId, number), now.toEpochMilli());
      }
    }
    RefinementTopology.STATUS.withdraw(context, profileId, now.toEpochMilli());
  }

  private static Progress settled(Progress progress, Refining profile) {
    return profile.isUpToDate() ? progress.settled() : progress;
  }

  private Progress heldBack(String profileId, Progress before) {
    meters.held(profileId);
    return before.heldBackOnce();
  }

  /// Nobody is disturbed by a draft, so that it need not wait.
  private static Publication publication(Refining profile) {
    Publication wanted = profile.definition().publication();
    return ProfileDefinition.isDraft(profile.definition().profileId())
        ? new Publication(Duration.ZERO, wanted.weightFloor(), wanted.tierShare())
        : wanted;
  }

  /// The pin that holds the profile: one to a version that exists.
  private Optional<Integer> pinnedTo(String profileId, Progress progress) {
    return progress
        .pin()
        .map(Pin::version)
        .filter(number -> versions.newest(profileId).isPresent())
        .filter(number -> versions.version(profileId, number).isPresent());
  }

  /// A pin was set, or taken back; returns where the profile then stands.
  Progress pin(String profileId, Progress before, Optional<Pin> pin, Instant now) {
    Progress after = before.pinned(pin);
    Optional<ProfileVersion> from = versions.inForce(profileId);
    if (from.isEmpty()) {
      return after;
    }
    boolean wasPinned = pinnedTo(profileId, before).isPresent();
    Optional<Integer> pinnedTo = pinnedTo(profileId, after);
    ProfileVersion to =
        pinnedTo
            .or(() -> Optional.of(versions.numbers(profileId).newest()))
            .flatMap(number -> versions.version(profileId, number))
            .orElseThrow();
    if (pinnedTo.isEmpty() && !wasPinned) {
      return after;
    }
    Kind kind = pinnedTo.isPresent() ? Kind.PINNED : Kind.UNPINNED;
    String why =
        pinnedTo.isPresent()
            ? "pinned to version %d by %s".formatted(to.number(), pin.orElseThrow().by())
            : "pinned no longer: version %d is in force".formatted(to.number());
    RefinementTopology.CHANGES.emit(
        context,
        profileId,
        PublishedChange.turned(kind, from.get(), to, why, now),
        now.toEpochMilli());
    if (from.get().number() != to.number()) {
      turnTo(to, now);
      after = after.turned();
    }
    return after;
  }

  /// A task has scored all of its accounts; returns where the profile then stands.
  Progress rescored(String profileId, Progress before, RescoredPart part, Instant now) {
    Numbers numbers = versions.numbers(profileId);
    if (part.turn() != numbers.turn() || before.rescored().containsKey(part.partition())) {
      return before; // of a version that was not in force for long enough
    }
    Progress after = before.rescored(part.partition(), part.rescored());
    Optional<ProfileVersion> inForce = versions.inForce(profileId);
    if (after.rescored().size() == tellers && inForce.isPresent()) {
      RefinementTopology.CHANGES.emit(
          context,
          profileId,
          turn(inForce.get(), numbers).rescored(sum(after), now),
          now.toEpochMilli());
      ProfileStatus told = reported.get(profileId);
      if (told != null) {
        report(told.rescored(sum(after)));
      }
    }
    return after;
  }

  /// How the version in force came to be so.
  private PublishedChange turn(ProfileVersion inForce, Numbers numbers) {
    return versions
        .version(inForce.profileId(), numbers.before())
        .filter(before -> before.number() != inForce.change().fromVersion())
        .map(before ->
            PublishedChange.turned(
                Kind.PINNED,
                before,
                inForce,
                "version %d is in force again".formatted(inForce.number()),
                inForce.publishedAt()))
        .orElseGet(() -> PublishedChange.of(inForce));
  }

  private static Rescoring sum(Progress progress) {
    return progress.rescored().values().stream().reduce(Rescoring.NONE, Rescoring::and);
  }

  private void turnTo(ProfileVersion version, Instant now) {
    String profileId = version.profileId();
    versions.turnTo(profileId, version.number());
    if (ProfileDefinition.isDraft(profileId)) {
      return;
    }
    RefinementTopology.ANNOUNCEMENTS.emit(
        context,
        profileId,
        new Published(version, versions.numbers(profileId).turn()),
        now.toEpochMilli());
  }

  private void publish(String profileId, Finding finding, List<String> why, Instant now) {
    ProfileVersion version = versions.add(profileId, finding, why, now);
    long time = now.toEpochMilli();
    meters.version(profileId);
    RefinementTopology.VERSIONS.emit(
        context, Topics.versionKey(profileId, version.number()), version, time);
    if (!ProfileDefinition.isDraft(profileId)) {
      RefinementTopology.CHANGES.emit(context, profileId, PublishedChange.of(version), time);
    }
    turnTo(version, now);
  }

  @SuppressWarnings("ReferenceEquality") // equal profiles would only be compared once more
  private List<String> wouldChange(String profileId, Finding finding) {
    LearnedProfile to = finding.learned();
    Optional<LearnedProfile> from = versions.inForce(profileId).map(ProfileVersion::learned);
    if (from.isEmpty()) {
      return List.of();
    }
    WouldChange known = compared.get(profileId);
    if (known == null || known.from() != from.get() || known.to() != to) {
      known = new WouldChange(from.get(), to, ProfileChange.inShort(from.get(), to));
      compared.put(profileId, known);
    }
    return known.words();
  }

  private void report(
      Refining profile, Finding finding, Progress progress, List<String> heldBecause) {
    String profileId = profile.definition().profileId();
    var status =
        new ProfileStatus(
            profileId,
            profile.refittedAt(),
            finding.learned().asOf(),
            versions.newest(profileId).map(ProfileVersion::number).orElse(0),
            finding.learned().totals(),
            progress.heldBack(),
            heldBecause,
            wouldChange(profileId, finding),
            progress.hold().map(Hold::until),
            pinnedTo(profileId, progress),
            progress.rescored().size() == tellers ? Optional.of(sum(progress)) : Optional.empty());
    report(status);
  }

  private void report(ProfileStatus status) {
    if (!status.equals(reported.put(status.profileId(), status))) {
      RefinementTopology.STATUS.emit(
          context, status.profileId(), status, context.currentSystemTimeMs());
    }
  }
}
