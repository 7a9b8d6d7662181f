package dev.lodestar.schemas;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.Stream;
import org.apache.avro.LogicalTypes;
import org.apache.avro.Schema;
import org.apache.avro.Schema.Field;
import org.apache.avro.Schema.Type;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class SchemaContractTest {

  static Stream<Schema> all() {
    return AvroFiles.in(AvroFiles.CURRENT).values().stream();
  }

  static Stream<Schema> events() {
    return Stream.of(
        AttributesObserved.getClassSchema(),
        SiteVisited.getClassSchema(),
        DealReported.getClassSchema(),
        ChurnReported.getClassSchema());
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
        .allSatisfy(field -> assertThat(field.defaultVal()).isEqualTo(Field.NULL_DEFAULT_VALUE));
  }

  @ParameterizedTest
  @MethodSource("all")
  void letsAnEnumGrow(Schema schema) {
    if (schema.getType() == Type.ENUM) {
      assertThat(schema.getEnumDefault()).isEqualTo("UNKNOWN");
    }
  }

  @ParameterizedTest
  @MethodSource("events")
  void saysOfAnEventWhichItIsAndWhenAndWhoseAndWhoSaysSo(Schema schema) {
    assertThat(schema.getFields().stream().limit(4).map(Field::name))
        .containsExactly("eventId", "accountId", "occurredAt", "source");
    assertThat(schema.getField("occurredAt").schema().getLogicalType())
        .isEqualTo(LogicalTypes.timestampMillis());
  }

  private static Stream<Field> fields(Schema schema) {
    return schema.getType() == Type.RECORD ? schema.getFields().stream() : Stream.of();
  }
}
