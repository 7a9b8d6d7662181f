package dev.lodestar.query.writing;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.lodestar.query.problem.Refusal;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class EditingTest {

  private static final String TAG = "\"a1\"";

  @ParameterizedTest
  @ValueSource(strings = {TAG, "*", "\"b2\", \"a1\"", "W/\"a1\""})
  void letsAnEditPassWhoseCallerKnowsTheDocument(String ifMatch) {
    assertThatCode(() -> Editing.requireUnchanged(Optional.of(ifMatch), "pin", TAG))
        .doesNotThrowAnyException();
  }

  @Test
  void letsAnEditPassThatAsksForNothing() {
    assertThatCode(() -> Editing.requireUnchanged(Optional.empty(), Optional.empty(), "unlike"))
        .doesNotThrowAnyException();
  }

  @Test
  void tellsTheTagOfADocumentThatWasChanged() {
    assertThatThrownBy(() -> Editing.requireUnchanged(Optional.of("\"b2\""), "pin", TAG))
        .isInstanceOf(Refusal.class)
        .hasMessage("The pin was changed meanwhile; its entity tag is now \"a1\".");
  }

  @Test
  void refusesToReplaceWhatIsNotThere() {
    assertThatThrownBy(
            () -> Editing.requireUnchanged(Optional.of("*"), Optional.empty(), "There is none."))
        .isInstanceOf(Refusal.class)
        .hasMessage("There is none.");
  }
}
