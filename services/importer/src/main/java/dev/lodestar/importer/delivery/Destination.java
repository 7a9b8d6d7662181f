package dev.lodestar.importer.delivery;

import dev.lodestar.wire.Connection;
import java.util.HashMap;
import java.util.Map;

/// Where events go.
///
/// @param applicationId of the refinery that learns from the events
public record Destination(Connection connection, String applicationId) {

  /// Where the brokers are, for messages.
  String address() {
    return connection.address();
  }

  String prefix() {
    return connection.prefix();
  }

  /// The settings of a client: ours, but for what the user says otherwise.
  Map<String, Object> client(Map<String, ?> ours) {
    var config = new HashMap<String, Object>(ours);
    config.putAll(connection.clientConfig());
    return config;
  }
}
