package dev.lodestar.query;

import dev.lodestar.query.outbound.Reachable;
import dev.lodestar.query.targeting.Grades;
import dev.lodestar.wire.RegistrySettings;
import dev.lodestar.wire.Topics;
import dev.lodestar.wire.registry.Credentials;
import java.net.URI;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/// What an operator decides about the query API.
///
/// @param bootstrapServers the Kafka cluster: `host:port`, several by commas
/// @param topicPrefix what all topic names start with
/// @param registry where schemas are registered
/// @param host the network address to listen on
/// @param port to listen on; 0 for a free one
/// @param reachable which addresses webhooks may have
/// @param grades how engagement is graded
/// @param kafka further settings of Kafka's clients, such as `security.protocol`
public record QuerySettings(
    String bootstrapServers,
    String topicPrefix,
    RegistrySettings registry,
    String host,
    int port,
    Reachable reachable,
    Grades grades,
    Map<String, String> kafka) {

  public static final int DEFAULT_PORT = 8080;

  private static final String WEBHOOK_NETWORKS = "LODESTAR_WEBHOOK_NETWORKS";

  private static final String GRADES = "LODESTAR_ENGAGEMENT_GRADES";
  private static final String KAFKA = "LODESTAR_KAFKA_";

  public QuerySettings {
    if (bootstrapServers.isBlank()) {
      throw new IllegalArgumentException("LODESTAR_BOOTSTRAP_SERVERS is empty");
    }
    if (port < 0 || port > 65_535) {
      throw new IllegalArgumentException("port must be within [0, 65535]: " + port);
    }
    kafka = Map.copyOf(kafka);
  }

  /// For a caller in the same JVM or on the same machine.
  public static QuerySettings local(String bootstrapServers, int port) {
    return new QuerySettings(
        bootstrapServers,
        Topics.DEFAULT_PREFIX,
        RegistrySettings.EMBEDDED,
        "localhost",
        port,
        Reachable.with(""),
        Grades.DEFAULT,
        Map.of());
  }

  /// With what is a matter of taste from environment variables: where webhooks may lie, and how
  /// engagement is graded.
  ///
  /// @throws IllegalArgumentException naming the variable that makes no sense
  public QuerySettings tuned(Map<String, String> environment) {
    return new QuerySettings(
        bootstrapServers,
        topicPrefix,
        registry,
        host,
        port,
        reachable(environment),
        grades(environment),
        kafka);
  }

  /// From environment variables; each has a default. `LODESTAR_KAFKA_SECURITY_PROTOCOL` becomes the
  /// client's `security.protocol`, and so on.
  ///
  /// @throws IllegalArgumentException naming the variable that makes no sense
  public static QuerySettings fromEnvironment(Map<String, String> environment) {
    Map<String, String> kafka = new TreeMap<>();
    environment.forEach((name, value) -> {
      if (name.startsWith(KAFKA) && name.length() > KAFKA.length()) {
        kafka.put(name.substring(KAFKA.length()).toLowerCase(Locale.ROOT).replace('_', '.'), value);
      }
    });
    return new QuerySettings(
        environment.getOrDefault("LODESTAR_BOOTSTRAP_SERVERS", "localhost:9092"),
        environment.getOrDefault("LODESTAR_TOPIC_PREFIX", Topics.DEFAULT_PREFIX),
        registry(environment),
        environment.getOrDefault("LODESTAR_HTTP_HOST", "0.0.0.0"),
        port(environment.getOrDefault("LODESTAR_HTTP_PORT", Integer.toString(DEFAULT_PORT))),
        reachable(environment),
        grades(environment),
        kafka);
  }

  /// How Kafka's clients reach the cluster.
  public Map<String, Object> clientConfig() {
    Map<String, Object> config = new TreeMap<>(kafka);
    config.put("bootstrap.servers", bootstrapServers);
    return config;
  }

  private static RegistrySettings registry(Map<String, String> environment) {
    Optional<String> url =
        Optional.ofNullable(environment.get("LODESTAR_SCHEMA_REGISTRY_URL"))
            .filter(text -> !text.isBlank());
    Optional<String> user = Optional.ofNullable(environment.get("LODESTAR_SCHEMA_REGISTRY_USER"));
    return new RegistrySettings(
        url.map(QuerySettings::uri),
        user.map(name ->
            new Credentials(
                name, environment.getOrDefault("LODESTAR_SCHEMA_REGISTRY_PASSWORD", ""))));
  }

  private static Reachable reachable(Map<String, String> environment) {
    try {
      return Reachable.with(environment.getOrDefault(WEBHOOK_NETWORKS, ""));
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException(WEBHOOK_NETWORKS + " names " + e.getMessage(), e);
    }
  }

  private static Grades grades(Map<String, String> environment) {
    try {
      return Optional.ofNullable(environment.get(GRADES)).map(Grades::parse).orElse(Grades.DEFAULT);
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException(GRADES + " " + e.getMessage(), e);
    }
  }

  private static URI uri(String url) {
    try {
      return URI.create(url);
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException("LODESTAR_SCHEMA_REGISTRY_URL is not a URL: " + url, e);
    }
  }

  private static int port(String text) {
    try {
      return Integer.parseInt(text);
    } catch (NumberFormatException e) {
      throw new IllegalArgumentException("LODESTAR_HTTP_PORT is not a number: " + text, e);
    }
  }
}
