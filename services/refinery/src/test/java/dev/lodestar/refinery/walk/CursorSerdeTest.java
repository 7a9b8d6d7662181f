package dev.lodestar.refinery.walk;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.lodestar.core.profile.Rescoring;
import org.apache.kafka.common.errors.SerializationException;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CursorSerdeTest {

  private final CursorSerde serde = new CursorSerde();

  @ParameterizedTest
  @CsvSource({"1,'',false", "12345678901,acme,false", "7,'',true", "0,Müller & Söhne,false"})
  void readsWhatItWrote(long number, String last, boolean finished) {
    var cursor = new Cursor(number, last, finished, new Rescoring(number, 0, number));

    byte[] bytes = serde.serializer().serialize("cursors", cursor);

    assertThat(serde.deserializer().deserialize("cursors", bytes)).isEqualTo(cursor);
    bytes[0] = 9;
    assertThatThrownBy(() -> serde.deserializer().deserialize("cursors", bytes))
        .isInstanceOf(SerializationException.class);
  }
}
