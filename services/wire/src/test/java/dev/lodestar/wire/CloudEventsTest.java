package dev.lodestar.wire;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.lodestar.core.profile.PublishedChange;
import dev.lodestar.core.profile.PublishedChange.Kind;
import dev.lodestar.wire.registry.KnownSchemas;
import io.cloudevents.CloudEvent;
import io.cloudevents.kafka.CloudEventDeserializer;
import java.net.URI;
import java.time.ZoneOffset;
import java.util.HashMap;
import java.util.Map;
import java.util.stream.LongStream;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class CloudEventsTest {

  private static final Topics TOPICS = Topics.of("eu.sales.", new KnownSchemas());
  private static final CloudEvents EVENTS = CloudEvents.of("eu.sales.");

  static LongStream seeds() {
    return LongStream.range(0, 50);
  }

  @Test
  void areHeadersOfAChange() {
    PublishedChange change = new Any(1).publishedChange();
    String version = change.profileId() + "/" + change.change().toVersion();
    change = as(Kind.PUBLISHED, change);

    Map<String, String> headers = headers(change);

    assertThat(headers)
        .containsExactlyInAnyOrderEntriesOf(
            Map.of(
                "ce_specversion", "1.0",
                "ce_id", version,
                "ce_source", "urn:lodestar:eu.sales",
                "ce_type", "dev.lodestar.profile.changed.v1",
                "ce_subject", change.profileId(),
                "ce_time", change.publishedAt().toString(),
                "content-type", "application/avro"));
  }

  @ParameterizedTest
  @MethodSource("seeds")
  void areReadByTheOfficialLibrary(long seed) {
    PublishedChange change = new Any(seed).publishedChange();
    var headers = new RecordHeaders();
    byte[] bytes = TOPICS.profileChanges().value().serializer().serialize("topic", headers, change);

    CloudEvent read = new CloudEventDeserializer().deserialize("topic", headers, bytes);

    CloudEvent said = EVENTS.about(change);
    assertThat(read.getId()).isEqualTo(said.getId());
    assertThat(read.getType()).isEqualTo(said.getType()).isIn(CloudEvents.types());
    assertThat(read.getSource()).isEqualTo(URI.create("urn:lodestar:eu.sales"));
    assertThat(read.getTime()).isEqualTo(change.publishedAt().atOffset(ZoneOffset.UTC));
  }

  @ParameterizedTest
  @MethodSource("seeds")
  void leaveTheValueAsItIs(long seed) {
    PublishedChange change = new Any(seed).publishedChange();
    var headers = new RecordHeaders();
    var serde = TOPICS.profileChanges().value();

    byte[] bytes = serde.serializer().serialize("topic", headers, change);

    assertThat(bytes).isEqualTo(serde.serializer().serialize("topic", change));
    assertThat(serde.deserializer().deserialize("topic", headers, bytes)).isEqualTo(change);
  }

  @Test
  void tellAChangeFromAPinOfTheSameVersion() {
    PublishedChange change = new Any(1).publishedChange();

    assertThat(Kind.values())
        .extracting(kind -> EVENTS.about(as(kind, change)).getId())
        .doesNotHaveDuplicates();
    assertThat(Kind.values())
        .extracting(kind -> EVENTS.about(as(kind, change)).getType())
        .doesNotHaveDuplicates();
  }

  @Test
  void areHeadersOfADecisionAndNotOfATombstone() {
    var serializer = TOPICS.retargeting().value().serializer();
    var decision = new Any(1).retargeting();
    var headers = new RecordHeaders();
    serializer.serialize("topic", headers, decision);
    var none = new RecordHeaders();
    serializer.serialize("topic", none, null);

    assertThat(text(headers))
        .containsEntry("ce_type", "dev.lodestar.retargeting.decided.v1")
        .containsEntry("ce_subject", decision.profileId() + "/" + decision.accountId());
    assertThat(none).isEmpty();
  }

  private static PublishedChange as(Kind kind, PublishedChange change) {
    return new PublishedChange(
        kind,
        change.profileId(),
        change.publishedAt(),
        change.asOf(),
        change.cause(),
        change.change(),
        change.rescored());
  }

  private static Map<String, String> headers(PublishedChange change) {
    var headers = new RecordHeaders();
    TOPICS.profileChanges().value().serializer().serialize("topic", headers, change);
    return text(headers);
  }

  private static Map<String, String> text(Headers headers) {
    var text = new HashMap<String, String>();
    headers.forEach(header -> text.put(header.key(), new String(header.value(), UTF_8)));
    return text;
  }
}
