package dev.lodestar.wire.registry;

import java.nio.ByteBuffer;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.UUID;
import org.apache.avro.Schema;
import org.apache.avro.SchemaNormalization;

/// What a schema is called when its name follows from its content: the beginnings of one
/// fingerprint.
///
/// The fingerprint is the SHA-256 of the schema's Parsing Canonical Form, so two schemas that
/// differ in docs or defaults only, and hence write the same bytes, share it.
///
/// @param id its first 31 bits, or 1 where these are all 0
/// @param guid its first 128 bits
/// @param fingerprint all of it, in lower-case hexadecimal
record SchemaId(int id, UUID guid, String fingerprint) {

  static SchemaId of(Schema schema) {
    byte[] sha256;
    try {
      sha256 = SchemaNormalization.parsingFingerprint("SHA-256", schema);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java platform has SHA-256", e);
    }
    var bits = ByteBuffer.wrap(sha256);
    int id = Math.max(1, bits.getInt(0) >>> 1);
    return new SchemaId(
        id, new UUID(bits.getLong(0), bits.getLong(8)), HexFormat.of().formatHex(sha256));
  }
}
