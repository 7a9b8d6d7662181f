package dev.lodestar.wire;

import dev.lodestar.core.profile.PublishedChange;
import dev.lodestar.core.retargeting.Retargeting;
import io.cloudevents.CloudEvent;
import io.cloudevents.core.builder.CloudEventBuilder;
import java.net.URI;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Locale;

/// News in the words of CloudEvents 1.0: who says what of whom, the same on every carrier.
///
/// The events are without data, which each carrier adds in its own format. An id is the same
/// whenever and wherever an event is told again, and no two events of one source share one.
public final class CloudEvents {

  public static final String PROFILE_CHANGED = "dev.lodestar.profile.changed.v1";
  public static final String PROFILE_PINNED = "dev.lodestar.profile.pinned.v1";
  public static final String PROFILE_UNPINNED = "dev.lodestar.profile.unpinned.v1";
  public static final String PROFILE_RESCORED = "dev.lodestar.profile.rescored.v1";
  public static final String RETARGETING_DECIDED = "dev.lodestar.retargeting.decided.v1";

  /// Avro behind a registry's five bytes, as Kafka carries it.
  public static final String AVRO = "application/avro";

  private final URI source;

  private CloudEvents(URI source) {
    this.source = source;
  }

  /// The events of an installation, which is named by the prefix of its topics:
  /// `urn:lodestar:eu.sales` for `eu.sales.`, and `urn:lodestar:lodestar` for the default.
  public static CloudEvents of(String prefix) {
    String name = prefix.endsWith(".") ? prefix.substring(0, prefix.length() - 1) : prefix;
    return new CloudEvents(URI.create("urn:lodestar:" + (name.isEmpty() ? "lodestar" : name)));
  }

  /// Every type there is.
  public static List<String> types() {
    return List.of(
        PROFILE_CHANGED, PROFILE_PINNED, PROFILE_UNPINNED, PROFILE_RESCORED, RETARGETING_DECIDED);
  }

  /// About a profile: its id is the subject.
  ///
  /// The id is `profile/version` for a new version. What may happen to one version several times
  /// says what it is, and when, as well: `profile/version/pinned/1793448000000`.
  public CloudEvent about(PublishedChange change) {
    String version = change.profileId() + "/" + change.change().toVersion();
    String id =
        change.kind() == PublishedChange.Kind.PUBLISHED
            ? version
            : "%s/%s/%d"
                .formatted(
                    version,
                    change.kind().name().toLowerCase(Locale.ROOT),
                    change.publishedAt().toEpochMilli());
    return event(type(change.kind()), id, change.profileId(), change.publishedAt());
  }

  /// About an account under a profile: the subject is `profile/account`.
  public CloudEvent about(Retargeting decision) {
    String subject = Topics.accountKey(decision.profileId(), decision.accountId());
    String id =
        "%s/%d/%s/%d"
            .formatted(
                subject,
                decision.version(),
                decision.state().name().toLowerCase(Locale.ROOT),
                decision.decidedAt().toEpochMilli());
    return event(RETARGETING_DECIDED, id, subject, decision.decidedAt());
  }

  private static String type(PublishedChange.Kind kind) {
    return switch (kind) {
      case PUBLISHED -> PROFILE_CHANGED;
      case PINNED -> PROFILE_PINNED;
      case UNPINNED -> PROFILE_UNPINNED;
      case RESCORED -> PROFILE_RESCORED;
    };
  }

  /// Of a type of its own, on one carrier only: a snapshot, a ping.
  public CloudEvent event(String type, String id, String subject, Instant time) {
    return CloudEventBuilder.v1()
        .withId(id)
        .withSource(source)
        .withType(type)
        .withSubject(subject)
        .withTime(time.atOffset(ZoneOffset.UTC))
        .build();
  }
}
