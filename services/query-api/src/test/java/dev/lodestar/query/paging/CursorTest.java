package dev.lodestar.query.paging;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.lodestar.query.problem.InvalidField;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CursorTest {

  @ParameterizedTest
  @ValueSource(strings = {"acct-1", "", "a/b c", "äöü😀", "with\u001fseparator\u001f", "\n"})
  void survivesTheWayToTheCallerAndBack(String last) {
    Cursor cursor = Cursor.after("things", "A", "17", last);

    assertThat(Cursor.parse(cursor.text(), "things", 3)).isEqualTo(cursor);
    assertThat(cursor.text()).matches("[A-Za-z0-9_-]*");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "%%%", "AAAA", "dGhpbmdz", "b3RoZXIfQR8x", "not a cursor"})
  void refusesWhatItNeverGave(String text) {
    InvalidField invalid =
        catchThrowableOfType(InvalidField.class, () -> Cursor.parse(text, "things", 2));

    assertThat(invalid.field()).isEqualTo("cursor");
  }

  @Test
  void refusesTheCursorOfAnotherList() {
    String text = Cursor.after("profiles", "x").text();

    assertThat(catchThrowableOfType(InvalidField.class, () -> Cursor.parse(text, "versions", 1)))
        .isNotNull();
  }
}
