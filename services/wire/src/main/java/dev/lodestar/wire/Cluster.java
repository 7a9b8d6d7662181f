package dev.lodestar.wire;

import java.time.Duration;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.clients.admin.CreateTopicsOptions;
import org.apache.kafka.clients.admin.DescribeClusterOptions;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.config.ConfigResource;
import org.apache.kafka.common.errors.AuthenticationException;
import org.apache.kafka.common.errors.AuthorizationException;
import org.apache.kafka.common.errors.InterruptException;
import org.apache.kafka.common.errors.TopicExistsException;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;
import org.jspecify.annotations.Nullable;

/// What the topics of a Kafka cluster are like, asked with patience.
final class Cluster implements AutoCloseable {

  private static final Duration PAUSE = Duration.ofMillis(200);
  private static final int ATTEMPT_MS = 5_000;

  private final Admin admin;
  private final Duration patience;

  private Cluster(Admin admin, Duration patience) {
    this.admin = admin;
    this.patience = patience;
  }

  /// @throws IllegalStateException if no broker answers in time
  static Cluster connect(Map<String, ?> clientConfig, Duration patience) {
    var config = new HashMap<String, Object>(clientConfig);
    int patienceMs = (int) patience.toMillis();
    config.put(AdminClientConfig.REQUEST_TIMEOUT_MS_CONFIG, patienceMs);
    config.put(AdminClientConfig.DEFAULT_API_TIMEOUT_MS_CONFIG, patienceMs);
    var deadline = new Deadline(patience);
    while (true) {
      try {
        return new Cluster(answering(config, Math.min(ATTEMPT_MS, patienceMs)), patience);
      } catch (AuthenticationException | AuthorizationException e) {
        throw new IllegalStateException(
            "the Kafka broker at %s refuses us: %s"
                .formatted(config.get("bootstrap.servers"), e.getMessage()),
            e);
      } catch (KafkaException e) {
        // A host whose name is not known yet is as far away as one that does not answer.
        deadline.pauseOr(
            "no Kafka broker answers at %s within %s"
                .formatted(config.get("bootstrap.servers"), patience),
            e);
      }
    }
  }

  @Override
  public void close() {
    admin.close();
  }

  /// By topic, for those that exist.
  Map<String, Integer> partitions(Set<String> names) {
    var known = described(names);
    var existing = new TreeSet<>(known.keySet());
    existing.addAll(created(without(names, known.keySet())));
    return existing.size() == known.size() ? known : awaitPartitions(existing);
  }

  /// Those that exist although no broker has heard of them yet.
  private Set<String> created(Set<String> names) {
    var created = new TreeSet<String>();
    if (!names.isEmpty()) {
      admin
          .createTopics(
              names.stream().map(Cluster::any).toList(),
              new CreateTopicsOptions().validateOnly(true))
          .values()
          .forEach((name, future) -> {
            try {
              get(future);
            } catch (TopicExistsException e) {
              created.add(name);
            } catch (KafkaException e) {
              // It does not exist, and why it could not be created is no matter here.
            }
          });
    }
    return created;
  }

  private static NewTopic any(String name) {
    return new NewTopic(name, Optional.empty(), Optional.empty());
  }

  private static Set<String> without(Set<String> names, Set<String> others) {
    var rest = new TreeSet<>(names);
    rest.removeAll(others);
    return rest;
  }

  private Map<String, Integer> described(Set<String> names) {
    var partitions = new TreeMap<String, Integer>();
    admin
        .describeTopics(names)
        .topicNameValues()
        .forEach((name, future) -> {
          try {
            partitions.put(name, get(future).partitions().size());
          } catch (UnknownTopicOrPartitionException e) {
            // It does not exist.
          }
        });
    return partitions;
  }

  /// By topic, once all of them exist: brokers hear of a new topic a little later than its creator.
  Map<String, Integer> awaitPartitions(Set<String> names) {
    var deadline = new Deadline(patience);
    while (true) {
      Map<String, Integer> known = described(names);
      if (known.keySet().containsAll(names)) {
        return known;
      }
      var missing = without(names, known.keySet());
      deadline.pauseOr("topics %s do not appear within %s".formatted(missing, patience), null);
    }
  }

  /// A topic that somebody else creates at the same time counts as created.
  void create(List<NewTopic> topics) {
    admin
        .createTopics(topics)
        .values()
        .forEach((name, future) -> {
          try {
            get(future);
          } catch (TopicExistsException e) {
            // Somebody else was faster.
          } catch (KafkaException e) {
            throw new IllegalStateException(
                "topic %s cannot be created: %s".formatted(name, e.getMessage()), e);
          }
        });
  }

  /// Settings by topic; none where we are not allowed to look.
  Map<String, Map<String, String>> configs(Set<String> names) {
    Collection<ConfigResource> resources =
        names.stream().map(n -> new ConfigResource(ConfigResource.Type.TOPIC, n)).toList();
    var configs = new HashMap<String, Map<String, String>>();
    admin
        .describeConfigs(resources)
        .values()
        .forEach((resource, future) -> {
          try {
            var settings = new HashMap<String, String>();
            get(future).entries().forEach(e -> settings.put(e.name(), e.value()));
            configs.put(resource.name(), settings);
          } catch (AuthorizationException e) {
            // Then nobody is warned.
          }
        });
    return configs;
  }

  private static Admin answering(Map<String, Object> config, int timeoutMs) {
    Admin admin = Admin.create(config);
    boolean answers = false;
    try {
      get(admin.describeCluster(new DescribeClusterOptions().timeoutMs(timeoutMs)).clusterId());
      answers = true;
      return admin;
    } finally {
      if (!answers) {
        admin.close(Duration.ZERO);
      }
    }
  }

  private static <T> T get(KafkaFuture<T> future) {
    try {
      return future.get();
    } catch (InterruptedException e) {
      throw new InterruptException(e);
    } catch (ExecutionException e) {
      throw e.getCause() instanceof KafkaException cause ? cause : new KafkaException(e.getCause());
    }
  }

  /// The end of somebody's patience.
  private static final class Deadline {

    private static final CountDownLatch NEVER = new CountDownLatch(1);

    private final long end;

    Deadline(Duration patience) {
      end = System.nanoTime() + patience.toNanos();
    }

    void pauseOr(String sentence, @Nullable KafkaException cause) {
      if (System.nanoTime() - end > 0) {
        throw new IllegalStateException(sentence, cause);
      }
      try {
        NEVER.await(PAUSE.toMillis(), TimeUnit.MILLISECONDS);
      } catch (InterruptedException e) {
        throw new InterruptException(e);
      }
    }
  }
}
