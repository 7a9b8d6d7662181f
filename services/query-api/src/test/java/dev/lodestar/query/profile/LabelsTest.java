package dev.lodestar.query.profile;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.lodestar.core.definition.ProfileDefinition;
import dev.lodestar.core.profile.Label;
import dev.lodestar.core.profile.LearnedProfile;
import dev.lodestar.query.Market;
import dev.lodestar.wire.Topic;
import dev.lodestar.wire.Topics;
import dev.lodestar.wire.registry.KnownSchemas;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class LabelsTest {

  private static final LearnedProfile LEARNED =
      Market.learned(ProfileDefinition.withDefaults("default"), new Market(1).deals(20));

  private final Topics topics = Topics.of("test.", new KnownSchemas());
  private final Versions versions = new Versions(topics);
  private final Statuses statuses = new Statuses(topics);
  private final Labels labels = new Labels(topics, versions, statuses);

  @Test
  void nameTheNewestVersionThatKnowsNothingBeyondTheQuarter() {
    publish(1, "2026-01-10T00:00:00Z");
    publish(2, "2026-03-31T23:59:59Z");
    publish(3, "2026-04-01T00:00:00Z");
    publish(4, "2026-11-01T00:00:00Z");

    assertThat(labels.version("default", "2026-Q1")).contains(2);
    assertThat(labels.version("default", "2026-Q2")).contains(3);
    assertThat(labels.version("default", "2026-Q3")).contains(3);
    assertThat(labels.of("default").keySet()).containsExactly("2026-Q1", "2026-Q2", "2026-Q3");
  }

  @Test
  void nameNoVersionForAQuarterThatIsNotOver() {
    publish(1, "2026-10-10T00:00:00Z");
    assertThat(labels.version("default", "2026-Q4")).isEmpty();

    status("2027-01-01T00:00:00Z");

    assertThat(labels.version("default", "2026-Q4")).contains(1);
  }

  @Test
  void nameNoVersionForAQuarterBeforeTheFirst() {
    publish(1, "2026-10-10T00:00:00Z");

    assertThat(labels.version("default", "2026-Q1")).isEmpty();
    assertThat(labels.version("other", "2026-Q1")).isEmpty();
  }

  @Test
  void goByWhatPeopleSayFirst() {
    publish(1, "2026-01-10T00:00:00Z");
    publish(2, "2026-04-10T00:00:00Z");
    name("2026-Q1", new Label(2, "anna"));
    name("campaign", new Label(1, "anna"));

    assertThat(labels.version("default", "2026-Q1")).contains(2);
    assertThat(labels.version("default", "campaign")).contains(1);

    name("2026-Q1", null);

    assertThat(labels.version("default", "2026-Q1")).contains(1);
  }

  private void publish(int number, String asOf) {
    var version = Market.version("default", number, Optional.empty(), asOf(Instant.parse(asOf)));
    versions.apply(entry(topics.profileVersions(), Topics.versionKey("default", number), version));
  }

  private void status(String asOf) {
    statuses.apply(
        entry(
            topics.profileStatus(),
            "default",
            Market.status("default", 1, asOf(Instant.parse(asOf)))));
  }

  private void name(String name, @Nullable Label label) {
    labels.apply(entry(topics.profileLabels(), Topics.labelKey("default", name), label));
  }

  private static <V> ConsumerRecord<byte[], byte[]> entry(
      Topic<String, V> topic, String key, @Nullable V value) {
    byte[] bytes = value == null ? null : topic.value().serializer().serialize(topic.name(), value);
    return new ConsumerRecord<>(topic.name(), 0, 0, key.getBytes(UTF_8), bytes);
  }

  private static LearnedProfile asOf(Instant time) {
    return new LearnedProfile(
        LEARNED.definitionHash(),
        LEARNED.hypothesesHash(),
        time,
        LEARNED.totals(),
        LEARNED.halfLife(),
        LEARNED.posterior(),
        List.of(),
        LEARNED.scale(),
        LEARNED.criteria(),
        LEARNED.disqualifiers(),
        LEARNED.quality(),
        LEARNED.narrative());
  }
}
