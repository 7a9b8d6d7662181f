package dev.lodestar.refinery.refinement;

import dev.lodestar.core.profile.ProfileRequest.Hold;
import dev.lodestar.core.profile.ProfileStatus;
import dev.lodestar.core.profile.ProfileVersion;
import dev.lodestar.core.profile.PublishedChange;
import dev.lodestar.refinery.announcement.Announcement.Published;
import dev.lodestar.refinery.flow.Meters;
import dev.lodestar.refinery.refinement.Judgement.LeaveIt;
import dev.lodestar.refinery.refinement.Judgement.PublishIt;
import dev.lodestar.refinery.refinement.Judgement.Wait;
import dev.lodestar.wire.Topics;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.streams.processor.api.ProcessorContext;

/// Makes a version of what was learned, or says why not.
final class Publishing {

  private final ProcessorContext<Object, Object> context;
  private final Versions versions;
  private final Meters meters;
  private final Map<String, ProfileStatus> reported = new HashMap<>();

  Publishing(ProcessorContext<Object, Object> context, Versions versions, Meters meters) {
    this.context = context;
    this.versions = versions;
    this.meters = meters;
  }

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
            profile.definition().publication(),
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

  /// A profile is no more.
  void forget(String profileId, Instant now) {
    reported.remove(profileId);
    RefinementTopology.STATUS.withdraw(context, profileId, now.toEpochMilli());
  }

  private static Progress settled(Progress progress, Refining profile) {
    return profile.isUpToDate() ? progress.settled() : progress;
  }

  private Progress heldBack(String profileId, Progress before) {
    meters.held(profileId);
    return before.heldBackOnce();
  }

  private void publish(String profileId, Finding finding, List<String> why, Instant now) {
    ProfileVersion version = versions.add(profileId, finding, why, now);
    long time = now.toEpochMilli();
    meters.version(profileId);
    RefinementTopology.VERSIONS.emit(
        context, Topics.versionKey(profileId, version.number()), version, time);
    RefinementTopology.CHANGES.emit(context, profileId, PublishedChange.of(version), time);
    RefinementTopology.ANNOUNCEMENTS.emit(context, profileId, new Published(version), time);
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
            progress.hold().map(Hold::until));
    if (!status.equals(reported.put(profileId, status))) {
      RefinementTopology.STATUS.emit(context, profileId, status, context.currentSystemTimeMs());
    }
  }
}
