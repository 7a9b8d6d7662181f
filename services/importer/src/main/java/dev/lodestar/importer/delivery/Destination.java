package dev.lodestar.importer.delivery;

import dev.lodestar.wire.RegistrySettings;
import java.util.HashMap;
import java.util.Map;

/// Where events go.
///
/// @param clientConfig how to reach Kafka: `bootstrap.servers`, and security where there is any
/// @param prefix of the topics' names
/// @param applicationId of the refinery that learns from the events
public record Destination(
    Map<String, Object> clientConfig,
    String prefix,
    RegistrySettings registry,
    String applicationId) {

  public Destination {
    clientConfig = Map.copyOf(clientConfig);
  }

  /// Where the brokers are, for messages.
  String address() {
    return String.valueOf(clientConfig.get("bootstrap.servers"));
  }

  /// The settings of a client: ours, but for what the user says otherwise.
  Map<String, Object> client(Map<String, ?> ours) {
    var config = new HashMap<String, Object>(ours);
    config.putAll(clientConfig);
    return config;
  }
}
