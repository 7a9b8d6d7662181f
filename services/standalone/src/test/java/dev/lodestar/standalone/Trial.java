package dev.lodestar.standalone;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.lodestar.core.account.AccountEvent;
import dev.lodestar.importer.delivery.Delivery;
import dev.lodestar.importer.delivery.DeliveryException;
import dev.lodestar.importer.delivery.Destination;
import dev.lodestar.importer.delivery.Settlement;
import dev.lodestar.simulator.EventSender;
import dev.lodestar.standalone.Watched.Counts;
import dev.lodestar.standalone.asking.ApiClient;
import dev.lodestar.standalone.running.DataFolder;
import dev.lodestar.standalone.running.Standalone;
import dev.lodestar.wire.Connection;
import dev.lodestar.wire.RegistrySettings;
import dev.lodestar.wire.Topics;
import dev.lodestar.wire.registry.SchemaRegistry;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/// A whole Lodestar on free ports, with its data below `target`, and the means to tell and ask it.
final class Trial implements AutoCloseable {

  static final String DEFAULT = "/profiles/default";

  /// For what takes a second on an idle machine.
  static final Duration PATIENCE = Duration.ofMinutes(4);

  private final DataFolder folder;
  private final Standalone lodestar;
  private final ApiClient api;
  private final EventSender sender;
  private final SchemaRegistry registry;
  private final Topics topics;
  private final KafkaProducer<byte[], byte[]> producer;

  private Trial(DataFolder folder) {
    this.folder = folder;
    this.lodestar = Standalone.start(folder, 0, 0);
    this.api = new ApiClient(lodestar.uri());
    Map<String, Object> client = Map.of("bootstrap.servers", lodestar.bootstrapServers());
    this.sender = EventSender.open(client, Topics.DEFAULT_PREFIX, RegistrySettings.EMBEDDED);
    this.registry = RegistrySettings.EMBEDDED.open(Topics.DEFAULT_PREFIX, client);
    this.topics = Topics.of(Topics.DEFAULT_PREFIX, registry);
    this.producer =
        new KafkaProducer<>(client, new ByteArraySerializer(), new ByteArraySerializer());
  }

  static Path pathOf(String name) {
    return Path.of("target", "it", name);
  }

  static Trial fresh(String name) {
    return new Trial(DataFolder.openEmpty(pathOf(name)));
  }

  static Trial again(String name) {
    return new Trial(DataFolder.open(pathOf(name)));
  }

  @Override
  public void close() {
    producer.close();
    registry.close();
    sender.close();
    api.close();
    lodestar.close();
    folder.close();
  }

  String bootstrapServers() {
    return lodestar.bootstrapServers();
  }

  Topics topics() {
    return topics;
  }

  void tell(AccountEvent event) {
    sender.accept(event);
  }

  /// Returns when all that was told is in the broker.
  void flush() {
    sender.flush();
  }

  void sendBytes(String topic, byte[] key, byte[] value)
      throws InterruptedException, ExecutionException {
    var _ = producer.send(new ProducerRecord<>(topic, key, value)).get();
  }

  void define(String json) {
    try {
      var answer = api.put(DEFAULT + "/definition", new ObjectMapper().readTree(json));
      if (!answer.isGood()) {
        throw new IllegalStateException(answer.body().toString());
      }
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
  }

  /// The version that follows from all that was told, when nothing is on its way any more: counts
  /// may be right while attributes or visits are still to come.
  JsonNode published(Counts counts) throws DeliveryException {
    awaitEvidence(counts);
    var destination =
        new Destination(
            new Connection(
                Map.of("bootstrap.servers", lodestar.bootstrapServers()),
                Topics.DEFAULT_PREFIX,
                RegistrySettings.EMBEDDED),
            "lodestar-refinery");
    try (var delivery = Delivery.open(destination, "test", Clock.systemUTC())) {
      assertThat(delivery.settle(_ -> {})).isInstanceOf(Settlement.Published.class);
    }
    await()
        .atMost(PATIENCE)
        .untilAsserted(
            () -> assertThat(Counts.in(ask("/version/learned/totals"))).isEqualTo(counts));
    return ask("/version");
  }

  /// Waits until the live evidence is just this.
  void awaitEvidence(Counts counts) {
    await()
        .atMost(PATIENCE)
        .untilAsserted(() -> assertThat(Counts.in(ask("/live/totals"))).isEqualTo(counts));
  }

  /// Waits until so many closed deals are known.
  void awaitObservations(long count) {
    await()
        .atMost(PATIENCE)
        .untilAsserted(
            () -> assertThat(ask("/live/totals/observations").asLong()).isEqualTo(count));
  }

  /// A part of the default profile; missing while there is none.
  JsonNode ask(String pointer) {
    return api.ask(DEFAULT).body().at(pointer);
  }

  JsonNode get(String path) {
    return api.get(path);
  }

  static Set<String> attributes(JsonNode criteria) {
    return StreamSupport.stream(criteria.spliterator(), false)
        .map(criterion -> criterion.path("attribute").asText())
        .collect(Collectors.toSet());
  }

  static List<JsonNode> list(JsonNode array) {
    return StreamSupport.stream(array.spliterator(), false).toList();
  }
}
