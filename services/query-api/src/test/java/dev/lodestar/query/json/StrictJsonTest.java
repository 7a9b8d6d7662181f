package dev.lodestar.query.json;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.lodestar.query.problem.InvalidField;
import io.micronaut.json.tree.JsonNode;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class StrictJsonTest {

  @Test
  void readsWhatJsonCanSay() {
    JsonNode node = parse("{\"a\": [-2.5e3, \"x😀\", true, null], \"b\": {}}");

    assertThat(node)
        .isEqualTo(
            JsonNode.createObjectNode(
                Map.of(
                    "a",
                    JsonNode.createArrayNode(
                        List.of(
                            JsonNode.createNumberNode(-2500.0),
                            JsonNode.createStringNode("x😀"),
                            JsonNode.createBooleanNode(true),
                            JsonNode.nullNode())),
                    "b",
                    JsonNode.createObjectNode(Map.of()))));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        " ",
        "{",
        "[1,]",
        "{\"a\":1,}",
        "{a:1}",
        "{'a':1}",
        "NaN",
        "{\"a\":Infinity}",
        "01",
        "{} {}",
        "{\"a\":1}x",
        "\"\\x\"",
        "tru",
        "/* no */ {}"
      })
  void refusesWhatIsNotJson(String text) {
    assertThat(refusal(text.getBytes(UTF_8)).field()).isEqualTo("body");
  }

  @Test
  void refusesANameGivenTwice() {
    assertThat(refusal("{\"tiers\":1,\"tiers\":2}".getBytes(UTF_8)).value()).contains("tiers");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "{\"a\":{\"b\":[1,1e999]}} | a.b[1]",
        "{\"a\":-1e400} | a",
        "{\"a\":\"\\ud83d\"} | a",
        "{\"a\":[\"\\ude00x\"]} | a[0]"
      })
  void saysWhereAValueIsThatCannotBeKept(String text, String field) {
    assertThat(refusal(text.getBytes(UTF_8)).field()).isEqualTo(field);
  }

  @Test
  void refusesBytesThatAreNoText() {
    assertThat(refusal("{\"a\":\"é\"}".getBytes(ISO_8859_1)).rule()).contains("well-formed");
  }

  @Test
  void refusesDeepNesting() {
    String deep = "[".repeat(100_000) + "]".repeat(100_000);

    assertThat(refusal(deep.getBytes(UTF_8)).value()).contains("depth");
  }

  @Test
  void readsAsDeepAsItSays() {
    String deep = "[".repeat(StrictJson.MAX_DEPTH) + "]".repeat(StrictJson.MAX_DEPTH);

    assertThat(parse(deep).isArray()).isTrue();
  }

  @Test
  void refusesNumbersOfAThousandDigits() {
    assertThat(refusal("9".repeat(1_000).getBytes(UTF_8)).value()).contains("length");
  }

  private static JsonNode parse(String text) {
    return StrictJson.parse(text.getBytes(UTF_8));
  }

  private static InvalidField refusal(byte[] body) {
    return catchThrowableOfType(InvalidField.class, () -> StrictJson.parse(body));
  }
}
