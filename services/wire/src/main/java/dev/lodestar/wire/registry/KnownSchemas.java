package dev.lodestar.wire.registry;

import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.avro.Schema;

/// The registry of a single JVM: what it was told, under ids that follow from the content.
///
/// Any other such registry gives the same schema the same id.
public final class KnownSchemas implements SchemaRegistry {

  private final Map<Integer, Known> byId = new ConcurrentHashMap<>();
  private final Map<UUID, Schema> byGuid = new ConcurrentHashMap<>();

  private record Known(String fingerprint, Schema schema) {}

  @Override
  public int idOf(String subject, Schema schema) {
    SchemaId id = SchemaId.of(schema);
    add(id, schema);
    return id.id();
  }

  @Override
  public Optional<Schema> schema(int id) {
    return Optional.ofNullable(byId.get(id)).map(Known::schema);
  }

  @Override
  public Optional<Schema> schema(UUID guid) {
    return Optional.ofNullable(byGuid.get(guid));
  }

  @Override
  public void close() {}

  /// @throws IllegalStateException if another schema has the same id: one of the two must change
  void add(SchemaId id, Schema schema) {
    Known first = byId.computeIfAbsent(id.id(), _ -> new Known(id.fingerprint(), schema));
    if (!first.fingerprint().equals(id.fingerprint())) {
      throw new IllegalStateException(
          "schemas %s and %s share the id %d: change a field of the newer one"
              .formatted(first.schema().getFullName(), schema.getFullName(), id.id()));
    }
    byGuid.putIfAbsent(id.guid(), schema);
  }
}
