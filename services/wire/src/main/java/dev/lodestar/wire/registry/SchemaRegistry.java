package dev.lodestar.wire.registry;

import java.util.Optional;
import java.util.UUID;
import org.apache.avro.Schema;

/// Knows schemas by the ids that records carry.
///
/// All methods may be called by several threads, and throw [RegistryUnavailable] when the registry
/// cannot be asked; that says nothing about the record at hand.
public interface SchemaRegistry extends AutoCloseable {

  /// The id of a schema, for ever; a schema that is not known yet is registered.
  ///
  /// @param subject where it is used: the topic's name followed by `-value`
  int idOf(String subject, Schema schema);

  /// The schema of an id; empty when the registry does not know it.
  Optional<Schema> schema(int id);

  /// The schema of a globally unique id; empty when the registry does not know it.
  Optional<Schema> schema(UUID guid);

  @Override
  void close();
}
