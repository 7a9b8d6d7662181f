package dev.lodestar.wire;

import dev.lodestar.wire.registry.ConfluentSchemaRegistry;
import dev.lodestar.wire.registry.Credentials;
import dev.lodestar.wire.registry.SchemaRegistry;
import dev.lodestar.wire.registry.TopicSchemaRegistry;
import java.net.URI;
import java.util.Map;
import java.util.Optional;

/// Where schemas are registered.
///
/// @param url of a registry with Confluent's API; empty for the embedded one, kept in a topic
public record RegistrySettings(Optional<URI> url, Optional<Credentials> credentials) {

  public static final RegistrySettings EMBEDDED =
      new RegistrySettings(Optional.empty(), Optional.empty());

  /// The registry, not connected yet.
  ///
  /// @param prefix of the topics' names
  /// @param clientConfig how to reach Kafka, for the embedded registry
  public SchemaRegistry open(String prefix, Map<String, ?> clientConfig) {
    return url.<SchemaRegistry>map(base -> new ConfluentSchemaRegistry(base, credentials))
        .orElseGet(() -> new TopicSchemaRegistry(Topics.schemasName(prefix), clientConfig));
  }
}
