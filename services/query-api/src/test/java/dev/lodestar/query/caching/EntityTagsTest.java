package dev.lodestar.query.caching;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class EntityTagsTest {

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "\"a\" | true",
        "W/\"a\" | true",
        "\"x\", \"a\" | true",
        "\"x\",W/\"a\",\"y\" | true",
        "* | true",
        "\"aa\" | false",
        "a | false",
        "\"x, a\" | false"
      })
  void findATagInAHeader(String header, boolean isNamed) {
    assertThat(EntityTags.names(header, "\"a\"")).isEqualTo(isNamed);
  }
}
