package dev.lodestar.refinery.refinement;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.lodestar.core.profile.Pin;
import dev.lodestar.core.profile.ProfileRequest.Hold;
import dev.lodestar.core.profile.ProfileRequest.Publish;
import dev.lodestar.core.profile.Rescoring;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.apache.kafka.common.errors.SerializationException;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class ProgressSerdeTest {

  private final ProgressSerde serde = new ProgressSerde();

  static Stream<Progress> progresses() {
    return Stream.of(
        Progress.NONE,
        new Progress(
            new Arrivals(1, 2, 3, 4),
            true,
            5,
            Optional.of(new Hold("Müller", Instant.parse("2026-03-01T12:00:00Z"))),
            Optional.of(new Publish("x".repeat(100_000))),
            new TreeSet<>(List.of(0, 3, 11)),
            Optional.of(new Pin(7, "Müller")),
            new TreeMap<>(Map.of(0, new Rescoring(9, 2, 3), 3, Rescoring.NONE))));
  }

  @ParameterizedTest
  @MethodSource("progresses")
  void readsWhatItWrote(Progress progress) {
    byte[] bytes = serde.serializer().serialize("progress", progress);

    assertThat(serde.deserializer().deserialize("progress", bytes)).isEqualTo(progress);
    bytes[0] = 9;
    assertThatThrownBy(() -> serde.deserializer().deserialize("progress", bytes))
        .isInstanceOf(SerializationException.class);
  }
}
