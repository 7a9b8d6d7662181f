package dev.lodestar.schemas;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Collection;
import java.util.Set;
import java.util.stream.Stream;
import org.apache.avro.JsonProperties;
import org.apache.avro.LogicalTypes;
import org.apache.avro.Schema;
import org.junit.jupiter.api.Named;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class SchemaContractTest {

  private static final Collection<Schema> ALL = AvroFiles.in(AvroFiles.CURRENT).values();

  static Stream<Named<Schema>> all() {
    return ALL.stream().map(schema -> Named.of(schema.getName(), schema));
  }

  static Stream<Named<Schema>> events() {
    var events =
        Set.of(
            "AttributesObserved",
            "SiteVisited",
            "DealReported",
            "ChurnReported",
            "IdentityChanged");
    return all().filter(schema -> events.contains(schema.getName()));
  }

  @ParameterizedTest
  @MethodSource("all")
  void documentsItselfAndEveryField(Schema schema) {
    assertThat(schema.getDoc()).endsWith(".");
    assertThat(fields(schema)).allSatisfy(field -> assertThat(field.doc()).endsWith("."));
  }

  @ParameterizedTest
  @MethodSource("all")
  void givesEveryOptionalFieldTheDefaultNull(Schema schema) {
    assertThat(fields(schema).filter(field -> field.schema().isNullable()))
        .allSatisfy(field -> assertThat(field.defaultVal()).isEqualTo(JsonProperties.NULL_VALUE));
  }

  @ParameterizedTest
  @MethodSource("all")
  void letsAnEnumGrow(Schema schema) {
    if (schema.getType() == Schema.Type.ENUM) {
      assertThat(schema.getEnumDefault()).isEqualTo("UNKNOWN");
    }
  }

  @ParameterizedTest
  @MethodSource("events")
  void saysOfAnEventWhichItIsAndWhenAndWhoseAndWhoSaysSo(Schema schema) {
    assertThat(schema.getFields().stream().limit(4).map(Schema.Field::name))
        .containsExactly("eventId", "accountId", "occurredAt", "source");
    assertThat(schema.getField("occurredAt").schema().getLogicalType())
        .isEqualTo(LogicalTypes.timestampMillis());
  }

  private static Stream<Schema.Field> fields(Schema schema) {
    return schema.getType() == Schema.Type.RECORD ? schema.getFields().stream() : Stream.of();
  }
}
