package dev.lodestar.refinery.announcement;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lodestar.core.definition.ProfileDefinition;
import dev.lodestar.core.evidence.Evidence;
import dev.lodestar.core.profile.Cause;
import dev.lodestar.core.profile.ProfileChange;
import dev.lodestar.core.profile.ProfileVersion;
import dev.lodestar.core.profile.Refit;
import dev.lodestar.core.retargeting.RetargetingPolicy;
import dev.lodestar.refinery.announcement.Announcement.Defined;
import dev.lodestar.refinery.announcement.Announcement.Dropped;
import dev.lodestar.refinery.announcement.Announcement.PolicySet;
import dev.lodestar.refinery.announcement.Announcement.Published;
import dev.lodestar.wire.Topics;
import dev.lodestar.wire.registry.KnownSchemas;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class AnnouncementSerdeTest {

  private static final ProfileDefinition DEFINITION = ProfileDefinition.withDefaults("pro");

  private final AnnouncementSerde serde =
      new AnnouncementSerde(Topics.of(Topics.DEFAULT_PREFIX, new KnownSchemas()));

  static Stream<Announcement> announcements() {
    var learned = Refit.of(DEFINITION, new Evidence(DEFINITION));
    return Stream.of(
        new Defined(DEFINITION, 12345678901L),
        new Dropped("pro", 3),
        new PolicySet("pro", RetargetingPolicy.DEFAULT, 4),
        new Published(
            new ProfileVersion(
                "pro",
                7,
                Instant.parse("2026-03-01T12:00:00Z"),
                new Cause(1, 2, 3, 4, true, false, List.of("the definition changed")),
                ProfileChange.between(Optional.empty(), 0, learned, 7),
                learned),
            9));
  }

  @ParameterizedTest
  @MethodSource("announcements")
  void readsWhatItWrote(Announcement announcement) {
    byte[] bytes = serde.serializer().serialize("announcements", announcement);

    assertThat(serde.deserializer().deserialize("announcements", bytes)).isEqualTo(announcement);
  }
}
