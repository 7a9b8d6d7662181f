package dev.lodestar.standalone;

import dev.lodestar.standalone.running.Refusal;
import dev.lodestar.standalone.verifying.Installation;
import dev.lodestar.wire.RegistrySettings;
import dev.lodestar.wire.Topics;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Optional;
import java.util.Properties;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/// Where the topics are that are read.
final class BrokerOptions {

  @Option(
      names = "--bootstrap-servers",
      defaultValue = "${env:LODESTAR_BOOTSTRAP_SERVERS:-localhost:9092}",
      description = "Where the brokers are (default: ${DEFAULT-VALUE}).")
  private String bootstrapServers = "";

  @Option(
      names = "--client-config",
      paramLabel = "FILE",
      description = "More settings of Kafka clients, such as security, in a properties file.")
  private @Nullable Path clientConfig;

  @Option(
      names = "--prefix",
      defaultValue = "${env:LODESTAR_TOPIC_PREFIX:-" + Topics.DEFAULT_PREFIX + "}",
      description = "What topic names begin with (default: ${DEFAULT-VALUE}).")
  private String prefix = "";

  @Option(
      names = "--registry-url",
      defaultValue = "${env:LODESTAR_SCHEMA_REGISTRY_URL}",
      description = "A schema registry with Confluent's API, if that is where schemas are kept.")
  private @Nullable URI registryUrl;

  Installation open() {
    var config = new HashMap<String, Object>();
    if (clientConfig != null) {
      var properties = new Properties();
      try (InputStream in = Files.newInputStream(clientConfig)) {
        properties.load(in);
      } catch (IOException e) {
        throw new Refusal("Cannot read %s: %s".formatted(clientConfig, e.getMessage()), e);
      }
      properties.forEach((name, value) -> config.put(name.toString(), value));
    }
    config.put("bootstrap.servers", bootstrapServers);
    return new Installation(
        config, prefix, new RegistrySettings(Optional.ofNullable(registryUrl), Optional.empty()));
  }
}
