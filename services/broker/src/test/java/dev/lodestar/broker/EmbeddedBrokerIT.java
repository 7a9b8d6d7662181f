package dev.lodestar.broker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Semaphore;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.ListOffsetsOptions;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.IsolationLevel;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class EmbeddedBrokerIT {

  private static final TopicPartition VISITS = new TopicPartition("visits", 0);

  @TempDir Path folder;

  @Test
  void commitsTransactions() throws Exception {
    try (EmbeddedBroker broker = EmbeddedBroker.start(folder)) {
      createVisits(broker.bootstrapServers());

      publish(broker.bootstrapServers(), "a", "b");

      assertThat(committed(broker.bootstrapServers(), 2)).containsExactly("a", "b");
    }
  }

  @Test
  void keepsItsEventsAcrossARestart() throws Exception {
    try (EmbeddedBroker first = EmbeddedBroker.start(folder)) {
      createVisits(first.bootstrapServers());
      publish(first.bootstrapServers(), "a");
    }

    try (EmbeddedBroker second = EmbeddedBroker.start(folder)) {
      publish(second.bootstrapServers(), "b");

      assertThat(committed(second.bootstrapServers(), 2)).containsExactly("a", "b");
    }
  }

  @Test
  void keepsItsEventsWhenItsProcessIsKilled() throws Exception {
    try (BrokerProcess killed = BrokerProcess.start(folder)) {
      createVisits(killed.bootstrapServers());
      publish(killed.bootstrapServers(), "a");
    }

    try (EmbeddedBroker next = EmbeddedBroker.start(folder)) {
      publish(next.bootstrapServers(), "b");

      assertThat(committed(next.bootstrapServers(), 2)).containsExactly("a", "b");
    }
  }

  @Test
  void decidesTheTransactionThatWasBeingCommittedWhenItsProcessWasKilled() throws Exception {
    Thread committing;
    try (BrokerProcess killed = BrokerProcess.start(folder)) {
      createVisits(killed.bootstrapServers());
      var commits = new Semaphore(0);
      committing =
          Thread.ofPlatform()
              .daemon()
              .start(() -> commitForEver(killed.bootstrapServers(), commits));
      commits.acquire(200);
    }
    committing.interrupt();

    try (EmbeddedBroker next = EmbeddedBroker.start(folder)) {
      // Kafka looks for transactions that were left open every ten seconds.
      await()
          .atMost(Duration.ofSeconds(60))
          .until(() ->
              end(next.bootstrapServers(), IsolationLevel.READ_COMMITTED)
                  == end(next.bootstrapServers(), IsolationLevel.READ_UNCOMMITTED));
    }
  }

  private static void commitForEver(String bootstrapServers, Semaphore commits) {
    Map<String, Object> settings =
        Map.of(
            ProducerConfig.BOOTSTRAP_SERVERS_CONFIG,
            bootstrapServers,
            ProducerConfig.TRANSACTIONAL_ID_CONFIG,
            "visits",
            ProducerConfig.TRANSACTION_TIMEOUT_CONFIG,
            1000);
    try (var producer =
        new KafkaProducer<>(settings, new StringSerializer(), new StringSerializer())) {
      producer.initTransactions();
      while (true) {
        producer.beginTransaction();
        var _ = producer.send(new ProducerRecord<>(VISITS.topic(), "a"));
        producer.commitTransaction();
        commits.release();
      }
    } catch (KafkaException e) {
      // The broker is gone, as it is meant to be.
    }
  }

  private static long end(String bootstrapServers, IsolationLevel isolation) throws Exception {
    try (Admin admin =
        Admin.create(Map.of(ProducerConfig.BOOTSTRAP_SERVERS_CONFIG, bootstrapServers))) {
      return admin
          .listOffsets(Map.of(VISITS, OffsetSpec.latest()), new ListOffsetsOptions(isolation))
          .partitionResult(VISITS)
          .get()
          .offset();
    }
  }

  @Test
  void refusesAFolderThatAnotherProcessUses() throws Exception {
    try (BrokerProcess other = BrokerProcess.start(folder)) {
      assertThatThrownBy(() -> EmbeddedBroker.start(folder))
          .isInstanceOf(BrokerNotStarted.class)
          .hasMessageContaining(folder.toString())
          .hasMessageContaining("in use by another Lodestar (process " + other.pid() + ")");

      createVisits(other.bootstrapServers());
    }
  }

  @Test
  void refusesAFolderThatThisProcessUses() {
    try (EmbeddedBroker broker = EmbeddedBroker.start(folder)) {
      assertThatThrownBy(() -> EmbeddedBroker.start(folder))
          .as("while %s runs", broker.bootstrapServers())
          .isInstanceOf(BrokerNotStarted.class)
          .hasMessageContaining("in use");
    }
  }

  @Test
  void refusesATakenPortAndLeavesTheFolderFree() throws Exception {
    try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getByName("localhost"))) {
      assertThatThrownBy(() -> EmbeddedBroker.start(folder, taken.getLocalPort()))
          .isInstanceOf(BrokerNotStarted.class)
          .hasMessageContaining("port " + taken.getLocalPort());
    }

    FolderLock.on(folder).close();
  }

  private static void createVisits(String bootstrapServers) throws Exception {
    try (Admin admin =
        Admin.create(Map.of(ProducerConfig.BOOTSTRAP_SERVERS_CONFIG, bootstrapServers))) {
      admin.createTopics(List.of(new NewTopic(VISITS.topic(), 1, (short) 1))).all().get();
    }
  }

  private static void publish(String bootstrapServers, String... values) {
    Map<String, Object> settings =
        Map.of(
            ProducerConfig.BOOTSTRAP_SERVERS_CONFIG,
            bootstrapServers,
            ProducerConfig.TRANSACTIONAL_ID_CONFIG,
            "visits");
    try (KafkaProducer<String, String> producer =
        new KafkaProducer<>(settings, new StringSerializer(), new StringSerializer())) {
      producer.initTransactions();
      producer.beginTransaction();
      for (String value : values) {
        var _ = producer.send(new ProducerRecord<>(VISITS.topic(), value));
      }
      producer.commitTransaction();
    }
  }

  private static List<String> committed(String bootstrapServers, int count) {
    Map<String, Object> settings =
        Map.of(
            ConsumerConfig.BOOTSTRAP_SERVERS_CONFIG, bootstrapServers,
            ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "earliest",
            ConsumerConfig.ISOLATION_LEVEL_CONFIG, "read_committed");
    List<String> values = new ArrayList<>();
    try (KafkaConsumer<String, String> consumer =
        new KafkaConsumer<>(settings, new StringDeserializer(), new StringDeserializer())) {
      consumer.assign(List.of(VISITS));
      for (int polls = 0; values.size() < count && polls < 50; polls++) {
        for (ConsumerRecord<String, String> visit : consumer.poll(Duration.ofMillis(200))) {
          values.add(visit.value());
        }
      }
    }
    return values;
  }
}
