package dev.lodestar.wire;

import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Optional;
import java.util.Properties;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/// The options by which a command is told which installation it is about.
public final class ConnectionOptions {

  @Spec(Spec.Target.MIXEE)
  private @Nullable CommandSpec command;

  @Option(
      names = "--bootstrap-servers",
      paramLabel = "HOST:PORT",
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
      paramLabel = "PREFIX",
      defaultValue = "${env:LODESTAR_TOPIC_PREFIX:-" + Topics.DEFAULT_PREFIX + "}",
      description = "What topic names begin with (default: ${DEFAULT-VALUE}).")
  private String prefix = "";

  @Option(
      names = "--registry-url",
      paramLabel = "URL",
      defaultValue = "${env:LODESTAR_SCHEMA_REGISTRY_URL}",
      description = "A schema registry with Confluent's API, if that is where schemas are kept.")
  private @Nullable URI registryUrl;

  /// What was asked for.
  ///
  /// @throws ParameterException if the file of settings cannot be read
  public Connection connection() {
    var config = new HashMap<String, Object>();
    if (clientConfig != null) {
      var properties = new Properties();
      try (InputStream in = Files.newInputStream(clientConfig)) {
        properties.load(in);
      } catch (IOException | IllegalArgumentException e) {
        throw unreadable(clientConfig, e);
      }
      properties.forEach((name, value) -> config.put(name.toString(), value));
    }
    config.put("bootstrap.servers", bootstrapServers);
    return new Connection(
        config, prefix, new RegistrySettings(Optional.ofNullable(registryUrl), Optional.empty()));
  }

  private ParameterException unreadable(Path file, Exception why) {
    if (command == null) {
      throw new IllegalStateException("not called through picocli", why);
    }
    return new ParameterException(
        command.commandLine(), "--client-config cannot be read: " + file + ": " + why, why);
  }
}
