package dev.lodestar.wire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.lodestar.broker.EmbeddedBroker;
import dev.lodestar.wire.registry.KnownSchemas;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Collectors;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class EnsureTopicsIT {

  private static final Duration PATIENCE = Duration.ofSeconds(30);

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
  void createsEveryTopicAsItIsNeeded() throws Exception {
    var topics = topics("new.");

    EnsureTopics.ensure(config(), topics, TopicSettings.DEFAULT.withPartitions(3), PATIENCE);

    try (var cluster = Cluster.connect(config(), PATIENCE)) {
      Map<String, Integer> partitions = cluster.partitions(names(topics));
      assertThat(partitions).containsOnlyKeys(names(topics));
      assertThat(partitions.remove("new.schemas")).isEqualTo(1);
      assertThat(partitions.values()).containsOnly(3);
      Map<String, Map<String, String>> configs = cluster.configs(names(topics));
      assertThat(configs.get("new.accounts"))
          .containsEntry("cleanup.policy", "delete")
          .containsEntry("retention.ms", "-1")
          .containsEntry("message.timestamp.type", "LogAppendTime");
      assertThat(configs.get("new.website-visits"))
          .containsEntry("retention.ms", Long.toString(Duration.ofDays(400).toMillis()))
          .containsEntry("message.timestamp.type", "LogAppendTime");
      assertThat(configs.get("new.profile-versions"))
          .containsEntry("cleanup.policy", "compact")
          .containsEntry("message.timestamp.type", "CreateTime")
          .containsEntry("max.message.bytes", "16777216")
          .containsEntry("max.compaction.lag.ms", Long.toString(Duration.ofDays(1).toMillis()));
      assertThat(configs.get("new.handovers"))
          .containsEntry("retention.ms", Long.toString(Duration.ofDays(30).toMillis()))
          .containsEntry("message.timestamp.type", "LogAppendTime");
      assertThat(configs.get("new.profile-requests"))
          .containsEntry("retention.ms", Long.toString(Duration.ofDays(7).toMillis()));
      assertThat(configs.get("new.schemas")).containsEntry("cleanup.policy", "compact");
    }
  }

  @Test
  void leavesWhatExistsAsItIs() throws Exception {
    var topics = topics("again.");
    EnsureTopics.ensure(config(), topics, TopicSettings.DEFAULT.withPartitions(2), PATIENCE);

    EnsureTopics.ensure(config(), topics, TopicSettings.DEFAULT.withPartitions(5), PATIENCE);

    assertThat(partitions(topics).values()).containsOnly(1, 2);
  }

  @Test
  void mayRunInManyProcessesAtOnce() throws Exception {
    var topics = topics("race.");
    Callable<Boolean> ensuring =
        () -> {
          EnsureTopics.ensure(config(), topics, TopicSettings.DEFAULT, PATIENCE);
          return true;
        };

    List<Boolean> done = new ArrayList<>();
    try (var threads = Executors.newFixedThreadPool(3)) {
      for (Future<Boolean> result : threads.invokeAll(List.of(ensuring, ensuring, ensuring))) {
        done.add(result.get());
      }
    }

    assertThat(done).containsExactly(true, true, true);
    assertThat(partitions(topics)).containsOnlyKeys(names(topics));
  }

  @Test
  void refusesInputsThatDiffer() throws Exception {
    create("bad.accounts", 2);
    create("bad.deal-outcomes", 3);

    assertThatThrownBy(
            () -> EnsureTopics.ensure(config(), topics("bad."), TopicSettings.DEFAULT, PATIENCE))
        .isInstanceOf(IllegalStateException.class)
        .hasMessage(
            "the input topics must have equally many partitions, but bad.accounts has 2, bad.deal-outcomes has 3");
    assertThat(partitions(topics("bad."))).hasSize(2);
  }

  @Test
  void refusesInstructionsThatDiffer() throws Exception {
    create("odd.profile-definitions", 2);
    create("odd.profile-requests", 1);

    assertThatThrownBy(
            () -> EnsureTopics.ensure(config(), topics("odd."), TopicSettings.DEFAULT, PATIENCE))
        .isInstanceOf(IllegalStateException.class)
        .hasMessage(
            "the topics of instructions must have equally many partitions, but odd.profile-definitions has 2, odd.profile-requests has 1");
  }

  @Test
  void givesAMissingInputAsManyPartitionsAsTheOthersHave() throws Exception {
    create("some.accounts", 5);

    EnsureTopics.ensure(config(), topics("some."), TopicSettings.DEFAULT, PATIENCE);

    assertThat(partitions(topics("some.")))
        .containsEntry("some.churn-events", 5)
        .containsEntry("some.fits", TopicSettings.DEFAULT.partitions());
  }

  @Test
  void refusesARegistryOfSeveralPartitions() throws Exception {
    create("wide.schemas", 2);

    assertThatThrownBy(
            () -> EnsureTopics.ensure(config(), topics("wide."), TopicSettings.DEFAULT, PATIENCE))
        .isInstanceOf(IllegalStateException.class)
        .hasMessage("topic wide.schemas must have one partition, but has 2");
  }

  @Test
  void saysWhyATopicCannotBeCreated() {
    var threeBrokers = TopicSettings.DEFAULT.withReplication((short) 3);

    assertThatThrownBy(
            () -> EnsureTopics.ensure(config(), topics("three."), threeBrokers, PATIENCE))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageMatching("topic three\\.\\S+ cannot be created: .*[Rr]eplication.*");
  }

  @Test
  void saysThatNoBrokerAnswers() {
    Map<String, Object> nobody = Map.of("bootstrap.servers", "localhost:1");
    Map<String, Object> nowhere = Map.of("bootstrap.servers", "no-such-host.invalid:9092");

    assertThatThrownBy(() -> Cluster.connect(nobody, Duration.ofMillis(100)))
        .isInstanceOf(IllegalStateException.class)
        .hasMessage("no Kafka broker answers at localhost:1 within PT0.1S");
    assertThatThrownBy(() -> Cluster.connect(nowhere, Duration.ofMillis(100)))
        .isInstanceOf(IllegalStateException.class)
        .hasMessage("no Kafka broker answers at no-such-host.invalid:9092 within PT0.1S");
  }

  private static Topics topics(String prefix) {
    return Topics.of(prefix, new KnownSchemas());
  }

  private static Set<String> names(Topics topics) {
    return topics.all().stream().map(Topic::name).collect(Collectors.toSet());
  }

  private static Map<String, Integer> partitions(Topics topics) {
    try (var cluster = Cluster.connect(config(), PATIENCE)) {
      return new TreeMap<>(cluster.partitions(names(topics)));
    }
  }

  private static Map<String, Object> config() {
    return Map.of("bootstrap.servers", broker.bootstrapServers());
  }

  private static void create(String topic, int partitions) throws Exception {
    try (Admin admin = Admin.create(config())) {
      admin
          .createTopics(List.of(new NewTopic(topic, Optional.of(partitions), Optional.empty())))
          .all()
          .get();
    }
  }
}
