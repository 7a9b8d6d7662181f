package dev.lodestar.wire.registry;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.stream.Collectors.toMap;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.lodestar.broker.EmbeddedBroker;
import dev.lodestar.schemas.SchemaRegistration;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.apache.avro.Schema;
import org.apache.avro.SchemaBuilder;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TopicSchemaRegistryIT {

  @TempDir static Path folder;

  private static EmbeddedBroker broker;

  @BeforeAll
  static void start() {
    broker = EmbeddedBroker.start(folder);
  }

  @AfterAll
  static void stop() {
    broker.close();
  }

  @Test
  void givesOneIdToASchemaThatManyRegisterAtOnce() throws Exception {
    create("race", 1);
    List<Schema> schemas = IntStream.range(0, 10).mapToObj(i -> schema("Race" + i)).toList();
    Callable<Map<String, Integer>> registering =
        () -> {
          try (var registry = registry("race")) {
            return schemas.stream()
                .collect(toMap(Schema::getName, s -> registry.idOf("subject", s)));
          }
        };

    List<Map<String, Integer>> ids = new ArrayList<>();
    try (var threads = Executors.newFixedThreadPool(4)) {
      for (Future<Map<String, Integer>> result :
          threads.invokeAll(List.of(registering, registering, registering, registering))) {
        ids.add(result.get());
      }
    }

    assertThat(ids).hasSize(4).allMatch(ids.getFirst()::equals);
    assertThat(ids.getFirst().values()).doesNotHaveDuplicates();
    try (var late = registry("race")) {
      assertThat(schemas)
          .allSatisfy(schema -> assertThat(late.schema(SchemaId.of(schema).id())).contains(schema));
    }
  }

  @Test
  void findsWhatAnotherRegistersLater() throws Exception {
    create("later", 1);
    Schema schema = schema("Later");
    try (var reader = registry("later");
        var writer = registry("later")) {
      assertThat(reader.schema(SchemaId.of(schema).id())).isEmpty();

      int id = writer.idOf("subject", schema);

      assertThat(reader.schema(id)).contains(schema);
      assertThat(reader.schema(SchemaId.of(schema).guid())).contains(schema);
      assertThat(reader.schema(new UUID(1, 1))).isEmpty();
    }
  }

  @Test
  void writesASchemaOnce() throws Exception {
    create("once", 1);
    Schema schema = schema("Once");
    try (var first = registry("once");
        var second = registry("once")) {
      first.idOf("a", schema);
      first.idOf("b", schema);
      second.idOf("a", schema);
    }

    assertThat(endOffset("once")).isEqualTo(1);
  }

  @Test
  void overlooksWhatIsNoSchema() throws Exception {
    create("garbage", 1);
    Schema schema = schema("Sound");
    SchemaId id = SchemaId.of(schema);
    ByteBuffer stolen =
        SchemaRegistration.getEncoder()
            .encode(
                new SchemaRegistration(
                    id.id(), ByteBuffer.allocate(32), "subject", schema("Other").toString()));
    produce("garbage", "not a schema".getBytes(UTF_8));
    produce("garbage", null);
    produce("garbage", stolen.array());

    try (var registry = registry("garbage")) {
      assertThat(registry.schema(id.id())).isEmpty();
      assertThat(registry.idOf("subject", schema)).isEqualTo(id.id());
      assertThat(registry.schema(id.id())).contains(schema);
    }
  }

  @Test
  void saysThatItsTopicIsMissing() {
    try (var registry = registry("missing")) {
      assertThatThrownBy(() -> registry.schema(1))
          .isInstanceOf(RegistryUnavailable.class)
          .hasMessage("topic missing does not exist yet");
    }
  }

  @Test
  void refusesATopicOfSeveralPartitions() throws Exception {
    create("wide", 2);
    try (var registry = registry("wide")) {
      assertThatThrownBy(() -> registry.idOf("subject", schema("Wide")))
          .isInstanceOf(RegistryUnavailable.class)
          .hasMessage("topic wide must have one partition, but has 2");
    }
  }

  @Test
  void asksNobodyOnceItIsClosed() throws Exception {
    create("closed", 1);
    var registry = registry("closed");
    registry.close();

    assertThatThrownBy(() -> registry.schema(1)).isInstanceOf(RegistryUnavailable.class);
  }

  private static Schema schema(String name) {
    return SchemaBuilder.record(name).fields().requiredString("field").endRecord();
  }

  private static TopicSchemaRegistry registry(String topic) {
    return new TopicSchemaRegistry(topic, config());
  }

  private static Map<String, Object> config() {
    return Map.of("bootstrap.servers", broker.bootstrapServers());
  }

  private static void create(String topic, int partitions) throws Exception {
    try (Admin admin = Admin.create(config())) {
      admin
          .createTopics(
              List.of(
                  new NewTopic(topic, Optional.of(partitions), Optional.empty())
                      .configs(Map.of("cleanup.policy", "compact"))))
          .all()
          .get();
    }
  }

  private static void produce(String topic, byte @Nullable [] value) throws Exception {
    try (var producer =
        new KafkaProducer<>(
            new HashMap<>(config()), new ByteArraySerializer(), new ByteArraySerializer())) {
      producer.send(new ProducerRecord<>(topic, "key".getBytes(UTF_8), value)).get();
    }
  }

  private static long endOffset(String topic) throws Exception {
    try (Admin admin = Admin.create(config())) {
      var partition = new org.apache.kafka.common.TopicPartition(topic, 0);
      return admin
          .listOffsets(Map.of(partition, org.apache.kafka.clients.admin.OffsetSpec.latest()))
          .partitionResult(partition)
          .get()
          .offset();
    }
  }
}
