package dev.lodestar.refinery.matching;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Instant;
import java.util.List;
import org.apache.kafka.common.errors.SerializationException;
import org.junit.jupiter.api.Test;

class InstantsSerdeTest {

  private final InstantsSerde serde = new InstantsSerde();

  @Test
  void readsWhatItWrote() {
    var times = List.of(Instant.ofEpochMilli(-1), Instant.parse("2026-03-01T12:00:00.123Z"));

    byte[] bytes = serde.serializer().serialize("waits", times);

    assertThat(serde.deserializer().deserialize("waits", bytes)).isEqualTo(times);
  }

  @Test
  void refusesAnotherLayout() {
    assertThatThrownBy(() -> serde.deserializer().deserialize("waits", new byte[] {2}))
        .isInstanceOf(SerializationException.class);
  }
}
