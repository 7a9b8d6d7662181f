package dev.lodestar.schemas;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.apache.avro.Schema;
import org.apache.avro.SchemaValidator;
import org.apache.avro.SchemaValidatorBuilder;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class SchemaHistoryTest {

  private static final SchemaValidator READS_AND_IS_READ =
      new SchemaValidatorBuilder().mutualReadStrategy().validateAll();

  private static final Map<String, Schema> CURRENT = AvroFiles.in(AvroFiles.CURRENT);

  private static final List<Map<String, Schema>> RELEASED =
      AvroFiles.releases().stream().<Map<String, Schema>>map(AvroFiles::in).toList();

  static Stream<String> names() {
    return RELEASED.stream().flatMap(release -> release.keySet().stream()).distinct().sorted();
  }

  @Test
  void hasARelease() {
    assertThat(RELEASED).isNotEmpty().noneMatch(Map::isEmpty);
  }

  @ParameterizedTest
  @MethodSource("names")
  void isReadByEveryCurrentSchemaAndReadsIt(String name) {
    List<Schema> released =
        RELEASED.stream().filter(r -> r.containsKey(name)).map(r -> r.get(name)).toList();

    assertThat(CURRENT).as("a released schema is never deleted").containsKey(name);
    assertThatCode(() -> READS_AND_IS_READ.validate(CURRENT.get(name), released))
        .doesNotThrowAnyException();
  }
}
