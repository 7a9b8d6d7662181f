package dev.lodestar.wire;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.lodestar.wire.registry.KnownSchemas;
import dev.lodestar.wire.translation.Events;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.junit.jupiter.api.Test;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;

/// What the document says of topics is what is written to them.
class AsyncApiTest {

  private static final Path FOLDER = Path.of("..", "..", "schemas", "src", "main");
  private static final KnownSchemas REGISTRY = new KnownSchemas();
  private static final Topics TOPICS = Topics.of(Topics.DEFAULT_PREFIX, REGISTRY);

  private static JsonNode document() throws IOException {
    var load = new Load(LoadSettings.builder().build());
    return new ObjectMapper()
        .valueToTree(load.loadFromString(Files.readString(FOLDER.resolve("asyncapi.yml"))));
  }

  private static List<JsonNode> kafkaChannels() throws IOException {
    var channels = new ArrayList<JsonNode>();
    document()
        .get("channels")
        .forEach(channel -> {
          if (channel.at("/servers/0/$ref").asText().equals("#/servers/kafka")) {
            channels.add(channel);
          }
        });
    return channels;
  }

  @Test
  void namesEveryTopicAndNoOther() throws IOException {
    assertThat(kafkaChannels())
        .extracting(channel -> channel.get("address").textValue())
        .containsExactlyInAnyOrderElementsOf(
            TOPICS.all().stream().<String>map(Topic::name).toList());
  }

  @Test
  void saysHowLongTopicsAreKept() throws IOException {
    for (JsonNode channel : kafkaChannels()) {
      String name = channel.get("address").textValue();
      var topic = TOPICS.all().stream().filter(t -> t.name().equals(name)).findFirst();

      assertThat(channel.at("/bindings/kafka/topicConfiguration/cleanup.policy/0").textValue())
          .as(name)
          .isEqualTo(topic.orElseThrow().use().isCompacted() ? "compact" : "delete");
    }
  }

  @Test
  void refersToTheSchemaThatIsWritten() throws IOException {
    var any = new Any(1);
    var event = Events.toAvro(any.event());
    assertWritten(TOPICS.profileDefinitions(), any.profileDefinition());
    assertWritten(TOPICS.profileRequests(), any.profileRequest());
    assertWritten(TOPICS.profilePins(), any.pin());
    assertWritten(TOPICS.retargetingPolicies(), any.retargetingPolicy());
    assertWritten(TOPICS.profileLabels(), any.label());
    assertWritten(TOPICS.rescorings(), any.rescoredPart());
    assertWritten(TOPICS.profileVersions(), any.profileVersion());
    assertWritten(TOPICS.profileChanges(), any.publishedChange());
    assertWritten(TOPICS.profileStatus(), any.profileStatus());
    assertWritten(TOPICS.accountViews(), any.accountView());
    assertWritten(TOPICS.accountEnds(), any.accountEnd());
    assertWritten(TOPICS.handovers(), any.handover());
    assertWritten(TOPICS.fits(), any.accountFit());
    assertWritten(TOPICS.retargeting(), any.retargeting());
    assertWritten(TOPICS.webhooks(), any.webhook());
    assertWritten(TOPICS.webhookProgress(), any.webhookProgress());
    assertWritten(TOPICS.webhookFailures(), any.webhookFailure());
    assertThat(referred(inputOf(event).title())).isEqualTo(event.getSchema().getName());
  }

  @Test
  void promisesTheHeadersThatAreWritten() throws IOException {
    var headers = new RecordHeaders();
    var topic = TOPICS.profileChanges();
    topic.value().serializer().serialize(topic.name(), headers, new Any(2).publishedChange());
    var written = new ArrayList<String>();
    headers.forEach(header -> written.add(header.key()));

    JsonNode promised = document().at("/components/messageTraits/CloudEvent/headers/required");
    assertThat(promised)
        .extracting(JsonNode::textValue)
        .containsExactlyInAnyOrderElementsOf(
            written.stream().filter(name -> name.startsWith("ce_")).toList());
  }

  @Test
  void refersToFilesAndPartsThatAreThere() throws IOException {
    for (JsonNode reference : document().findValues("$ref")) {
      String target = reference.textValue();
      if (target.startsWith("#")) {
        assertThat(document().at(target.substring(1)).isMissingNode()).as(target).isFalse();
      } else if (target.startsWith("avro/")) {
        assertThat(FOLDER.resolve(target)).exists();
      } else {
        assertThat(target).startsWith("openapi.yml#/components/schemas/");
      }
    }
  }

  private static <V> void assertWritten(Topic<String, V> topic, V value) throws IOException {
    byte[] bytes = topic.value().serializer().serialize(topic.name(), new RecordHeaders(), value);
    var schema = REGISTRY.schema(ByteBuffer.wrap(bytes, 1, Integer.BYTES).getInt());

    assertThat(Optional.of(referred(topic.title())))
        .isEqualTo(schema.map(org.apache.avro.Schema::getName));
  }

  private static String referred(String title) throws IOException {
    JsonNode messages = document().at("/channels/" + title + "/messages");
    String message = messages.iterator().next().get("$ref").textValue();
    String schema = document().at(message.substring(1)).at("/payload/schema/$ref").textValue();
    return schema.replaceAll("avro/|\\.avsc", "");
  }

  private static Topic<String, ? extends SpecificRecord> inputOf(SpecificRecord event) {
    return switch (event) {
      case dev.lodestar.schemas.AttributesObserved _ -> TOPICS.accounts();
      case dev.lodestar.schemas.SiteVisited _ -> TOPICS.websiteVisits();
      case dev.lodestar.schemas.DealReported _ -> TOPICS.dealOutcomes();
      case dev.lodestar.schemas.IdentityChanged _ -> TOPICS.accountIdentities();
      default -> TOPICS.churnEvents();
    };
  }
}
