package dev.lodestar.query.audience;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.lodestar.core.account.AttributeValue;
import dev.lodestar.core.account.AttributeValue.Quantity;
import dev.lodestar.core.account.AttributeValue.Tags;
import dev.lodestar.core.account.AttributeValue.Text;
import dev.lodestar.query.problem.InvalidField;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class AudienceTest {

  // printf 'test@example.com' | sha256sum
  private static final String TEST_AT_EXAMPLE =
      "973dfe463ec85785f5f95af5ba3906eedb2d931c24e69824a89ea65dba4e813b";

  @Test
  void hashesAnAddressHoweverItIsWritten() {
    assertThat(rows(Column.DEFAULT, Map.of("email", new Text(" Test@Example.COM "))))
        .containsExactly(List.of(TEST_AT_EXAMPLE, ""));
  }

  @ParameterizedTest
  @CsvSource({
    "+49 30 901820,+4930901820",
    "030 901820,+4930901820",
    "(030) 90-18 20,+4930901820",
    "+1 650-253-0000,+16502530000",
    "tel:+49-30-901820,+4930901820"
  })
  void writesNumbersAlike(String number, String e164) {
    assertThat(Identifiers.phone(number, Optional.of("DE"))).contains(e164);
  }

  @ParameterizedTest
  @ValueSource(strings = {"030 901820", "12", "call me", "+49", ""})
  void leavesOutWhatIsNoNumber(String number) {
    assertThat(Identifiers.phone(number, Optional.empty())).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"nobody", "@example.com", "a@b@c.de", "a@b", "a b@c.de", "a@b.", "a@.de"})
  void leavesOutWhatIsNoAddress(String address) {
    assertThat(Identifiers.email(address)).isEmpty();
  }

  @Test
  void givesARowToEachOfSeveralAddresses() {
    assertThat(
            rows(
                "Mail=email:mail,Company=text:name",
                false,
                Map.of("mail", Tags.of("b@x.de", "A@x.de", "nobody"), "name", new Text("=1+1"))))
        .containsExactly(List.of("a@x.de", "'=1+1"), List.of("b@x.de", "'=1+1"));
  }

  @Test
  void leavesOutAccountsOfWhichNothingIsLeft() {
    assertThat(rows(Column.DEFAULT, Map.of("email", new Text("nobody"), "x", new Quantity(1))))
        .isEmpty();
  }

  @Test
  void leavesNumbersAsTheyAreWrittenWhereToolsHashThem() {
    assertThat(rows("P=phone:p", false, Map.of("p", new Text("+49 30 901820"))))
        .containsExactly(List.of("+4930901820"));
    assertThat(rows("E=email:e", false, Map.of("e", new Text("+a@x.de"))))
        .containsExactly(List.of("'+a@x.de"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"Email", "Email=email", "=email:email", "Email=mail:email", "E=email:"})
  void refusesColumnsThatAreNone(String columns) {
    assertThatThrownBy(() -> Column.parse(columns)).isInstanceOf(InvalidField.class);
  }

  private static List<List<String>> rows(String columns, Map<String, AttributeValue> attributes) {
    return rows(columns, true, attributes);
  }

  private static List<List<String>> rows(
      String columns, boolean isHashed, Map<String, AttributeValue> attributes) {
    return new Audience(Column.parse(columns), isHashed, Optional.empty()).rows(attributes);
  }
}
