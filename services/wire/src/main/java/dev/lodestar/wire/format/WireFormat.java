package dev.lodestar.wire.format;

/// The marks of the Confluent wire format.
final class WireFormat {

  /// A four-byte schema id follows.
  static final byte ID_FOLLOWS = 0x00;

  /// A sixteen-byte schema GUID follows.
  static final byte GUID_FOLLOWS = 0x01;

  /// Where the record's header may name the schema; the value is then bare Avro.
  static final String HEADER = "__value_schema_id";

  private WireFormat() {}
}
