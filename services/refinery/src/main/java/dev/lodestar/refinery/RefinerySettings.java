package dev.lodestar.refinery;

import static java.util.stream.Collectors.toMap;

import dev.lodestar.core.account.Engagement;
import dev.lodestar.wire.RegistrySettings;
import dev.lodestar.wire.TopicSettings;
import dev.lodestar.wire.Topics;
import dev.lodestar.wire.registry.Credentials;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.time.format.DateTimeParseException;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.TreeMap;
import java.util.function.Function;

/// How the refinery runs.
///
/// Each setting has a name, such as `refit.interval`; it is taken from the first of: an argument
/// `--refit.interval=PT2S`, a system property `lodestar.refit.interval`, an environment variable
/// `LODESTAR_REFIT_INTERVAL`. Durations are written `PT1S`, or as a number of milliseconds.
///
/// @param bootstrapServers `bootstrap.servers`: where to reach Kafka, `localhost:9092`
/// @param applicationId `application.id`: names the consumer group, the internal topics and the
///   state; another id learns everything anew, `lodestar-refinery`
/// @param prefix `topic.prefix`: what the topics' names begin with, `lodestar.`
/// @param topics `partitions` and `replication` of topics that do not exist yet: 4, and what the
///   cluster does by default
/// @param registry `schema.registry.url`, with `schema.registry.user` and
///   `schema.registry.password`; without it, schemas are kept in a topic
/// @param stateDir `state.dir`: where local state is kept, which a restart with the same folder
///   need not restore, `lodestar-state`; not in a folder that is emptied, such as `/tmp`, unless
///   Lodestar itself is run from there
/// @param threads `threads`: stream threads, from 1, `2`
/// @param standbyReplicas `standby.replicas`: further instances that keep a copy of each state, for
///   quick failover, `0`
/// @param commitInterval `commit.interval`: how long results wait for their transaction, `PT0.1S`
/// @param refitInterval `refit.interval`: from one refit of a profile to the next, at least, `PT1S`
/// @param engagementHalfLife `engagement.half.life`: after which a visit weighs half in an
///   account's engagement, `P14D`; another one counts for an account from its next event on
/// @param healthPort `health.port`: where liveness, readiness and metrics are served, `8081`
/// @param kafka `kafka.…`: passed on to Kafka's clients without the prefix, security for one
public record RefinerySettings(
    String bootstrapServers,
    String applicationId,
    String prefix,
    TopicSettings topics,
    RegistrySettings registry,
    Path stateDir,
    int threads,
    int standbyReplicas,
    Duration commitInterval,
    Duration refitInterval,
    Duration engagementHalfLife,
    int healthPort,
    Map<String, String> kafka) {

  private static final String PROPERTY_PREFIX = "lodestar.";

  /// The group and the state's owner, unless another is set.
  public static final String APPLICATION_ID = "lodestar-refinery";

  private static final String VARIABLE_PREFIX = "LODESTAR_";
  private static final String KAFKA_PREFIX = "kafka.";

  private static final List<String> NAMES =
      List.of(
          "bootstrap.servers",
          "application.id",
          "topic.prefix",
          "partitions",
          "replication",
          "schema.registry.url",
          "schema.registry.user",
          "schema.registry.password",
          "state.dir",
          "threads",
          "standby.replicas",
          "commit.interval",
          "refit.interval",
          "engagement.half.life",
          "health.port");

  public RefinerySettings {
    require(threads >= 1, "threads must be 1 or more: " + threads);
    require(standbyReplicas >= 0, "standby.replicas must not be negative: " + standbyReplicas);
    require(commitInterval.isPositive(), "commit.interval must be positive: " + commitInterval);
    require(refitInterval.isPositive(), "refit.interval must be positive: " + refitInterval);
    require(
        engagementHalfLife.compareTo(Duration.ofMillis(1)) >= 0,
        "engagement.half.life must be a millisecond or more: " + engagementHalfLife);
    stateDir = stateDir.toAbsolutePath().normalize();
    // Whoever runs Lodestar from such a folder, as a trial, has chosen that nothing of it lasts.
    boolean isWhereItRuns = stateDir.startsWith(Path.of("").toAbsolutePath());
    for (String emptied : new String[] {"/tmp", "/var/tmp"}) {
      require(
          isWhereItRuns || !stateDir.startsWith(emptied),
          "state.dir must not be in a folder that is emptied: " + stateDir);
    }
    kafka = Map.copyOf(kafka);
  }

  /// All defaults but for where Kafka is and where state is kept.
  public static RefinerySettings of(String bootstrapServers, Path stateDir) {
    return from(Map.of("bootstrap.servers", bootstrapServers, "state.dir", stateDir.toString()));
  }

  /// The settings of a process.
  ///
  /// @throws IllegalArgumentException with one sentence, for an argument that is no setting, and
  ///   for a value that cannot be
  public static RefinerySettings from(
      List<String> arguments, Properties properties, Map<String, String> environment) {
    var values = new TreeMap<String, String>();
    var written = new HashMap<String, String>();
    environment.forEach((variable, value) -> {
      if (variable.startsWith(VARIABLE_PREFIX)) {
        String name = nameOf(variable.substring(VARIABLE_PREFIX.length()));
        values.put(name, value);
        written.put(name, variable);
      }
    });
    for (String property : properties.stringPropertyNames()) {
      if (property.startsWith(PROPERTY_PREFIX)) {
        String name = property.substring(PROPERTY_PREFIX.length());
        values.put(name, properties.getProperty(property));
        written.put(name, property);
      }
    }
    for (String argument : arguments) {
      String[] parts = argument.split("=", 2);
      String name = parts[0].startsWith("--") ? parts[0].substring(2) : "";
      require(
          parts.length == 2 && (NAMES.contains(name) || name.startsWith(KAFKA_PREFIX)),
          "unknown argument %s; known are --NAME=VALUE with NAME one of %s and kafka.…"
              .formatted(argument, NAMES));
      values.put(name, parts[1]);
      written.remove(name);
    }
    return from(values, written);
  }

  /// @param written settings as whoever set them wrote them, where that is not by name
  private static RefinerySettings from(Map<String, String> values, Map<String, String> written) {
    try {
      return from(values);
    } catch (IllegalArgumentException e) {
      // What is said of a setting begins with its name.
      String said = String.valueOf(e.getMessage());
      String name = said.split(" ", 2)[0];
      throw new IllegalArgumentException(
          written.getOrDefault(name, name) + said.substring(name.length()), e);
    }
  }

  /// The settings of these values by name; those not named have their defaults.
  public static RefinerySettings from(Map<String, String> values) {
    return new RefinerySettings(
        values.getOrDefault("bootstrap.servers", "localhost:9092"),
        values.getOrDefault("application.id", APPLICATION_ID),
        values.getOrDefault("topic.prefix", Topics.DEFAULT_PREFIX),
        topicSettings(values),
        registrySettings(values),
        Path.of(values.getOrDefault("state.dir", "lodestar-state")),
        read(values, "threads", Integer::parseInt, 2),
        read(values, "standby.replicas", Integer::parseInt, 0),
        read(values, "commit.interval", RefinerySettings::duration, Duration.ofMillis(100)),
        read(values, "refit.interval", RefinerySettings::duration, Duration.ofSeconds(1)),
        read(values, "engagement.half.life", RefinerySettings::duration, Engagement.HALF_LIFE),
        read(values, "health.port", Integer::parseInt, 8081),
        values.entrySet().stream()
            .filter(e -> e.getKey().startsWith(KAFKA_PREFIX))
            .collect(toMap(e -> e.getKey().substring(KAFKA_PREFIX.length()), Map.Entry::getValue)));
  }

  /// How any client reaches Kafka.
  Map<String, Object> clientConfig() {
    var config = new HashMap<String, Object>(kafka);
    config.put("bootstrap.servers", bootstrapServers);
    return config;
  }

  private static TopicSettings topicSettings(Map<String, String> values) {
    var settings =
        TopicSettings.DEFAULT.withPartitions(
            read(values, "partitions", Integer::parseInt, TopicSettings.DEFAULT.partitions()));
    return values.containsKey("replication")
        ? settings.withReplication(read(values, "replication", Short::parseShort, (short) 1))
        : settings;
  }

  private static RegistrySettings registrySettings(Map<String, String> values) {
    String user = values.get("schema.registry.user");
    return new RegistrySettings(
        Optional.ofNullable(values.get("schema.registry.url")).map(URI::create),
        Optional.ofNullable(user)
            .map(u -> new Credentials(u, values.getOrDefault("schema.registry.password", ""))));
  }

  private static <T> T read(
      Map<String, String> values, String name, Function<String, T> reader, T otherwise) {
    String value = values.get(name);
    if (value == null) {
      return otherwise;
    }
    try {
      return reader.apply(value);
    } catch (NumberFormatException | DateTimeParseException e) {
      throw new IllegalArgumentException("%s cannot be %s".formatted(name, value), e);
    }
  }

  private static Duration duration(String value) {
    return value.startsWith("P") ? Duration.parse(value) : Duration.ofMillis(Long.parseLong(value));
  }

  private static String nameOf(String variable) {
    return variable.toLowerCase(Locale.ROOT).replace('_', '.');
  }

  private static void require(boolean holds, String otherwise) {
    if (!holds) {
      throw new IllegalArgumentException(otherwise);
    }
  }
}
