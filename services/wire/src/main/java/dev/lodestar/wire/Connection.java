package dev.lodestar.wire;

import java.util.Map;

/// How a program reaches one installation of Lodestar.
///
/// @param clientConfig of Kafka's clients: `bootstrap.servers`, and security where there is any
/// @param prefix of the topics' names
/// @param registry where schemas are kept
public record Connection(
    Map<String, Object> clientConfig, String prefix, RegistrySettings registry) {

  public Connection {
    clientConfig = Map.copyOf(clientConfig);
  }

  /// Where the brokers are, for messages.
  public String address() {
    return String.valueOf(clientConfig.get("bootstrap.servers"));
  }
}
