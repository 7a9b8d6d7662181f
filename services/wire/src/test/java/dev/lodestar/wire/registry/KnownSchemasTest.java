package dev.lodestar.wire.registry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.lodestar.schemas.LeftOut;
import java.util.UUID;
import org.apache.avro.Schema;
import org.junit.jupiter.api.Test;

class KnownSchemasTest {

  private static final Schema SCHEMA = LeftOut.getClassSchema();

  /// From Python's hashlib, of the canonical form written by hand.
  private static final String FINGERPRINT =
      "399b04f105b87244e65b50111d79d1537e34b2ba6c71cecddc009629d359b2d3";

  @Test
  void deriveIdsFromContent() {
    assertThat(SchemaId.of(SCHEMA))
        .isEqualTo(
            new SchemaId(
                0x1ccd8278, UUID.fromString("399b04f1-05b8-7244-e65b-50111d79d153"), FINGERPRINT));
  }

  @Test
  void giveASchemaWithOtherDocsTheSameId() {
    var other = new Schema.Parser().parse(SCHEMA.toString().replace("In words.", "Words."));
    var registry = new KnownSchemas();

    assertThat(other.toString()).isNotEqualTo(SCHEMA.toString());
    assertThat(registry.idOf("a", other)).isEqualTo(registry.idOf("b", SCHEMA));
  }

  @Test
  void findASchemaByIdAndByGuid() {
    var registry = new KnownSchemas();

    int id = registry.idOf("subject", SCHEMA);

    assertThat(registry.schema(id)).contains(SCHEMA);
    assertThat(registry.schema(SchemaId.of(SCHEMA).guid())).contains(SCHEMA);
    assertThat(registry.schema(id + 1)).isEmpty();
    assertThat(registry.schema(new UUID(0, 0))).isEmpty();
  }

  @Test
  void refuseTwoSchemasOfOneId() {
    var registry = new KnownSchemas();
    registry.add(new SchemaId(7, new UUID(1, 1), "aa"), SCHEMA);

    assertThatThrownBy(() -> registry.add(new SchemaId(7, new UUID(2, 2), "bb"), SCHEMA))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("share the id 7");
  }
}
