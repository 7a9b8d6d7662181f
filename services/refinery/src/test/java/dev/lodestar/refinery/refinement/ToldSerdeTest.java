package dev.lodestar.refinery.refinement;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.lodestar.core.account.AttributeValue;
import dev.lodestar.core.observation.Observation;
import dev.lodestar.core.observation.Outcome;
import dev.lodestar.refinery.refinement.Told.Defined;
import dev.lodestar.refinery.refinement.Told.Observed;
import dev.lodestar.refinery.refinement.Told.ToldAll;
import dev.lodestar.refinery.refinement.Told.Withdrawn;
import dev.lodestar.wire.StateSerdes;
import dev.lodestar.wire.registry.KnownSchemas;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.apache.kafka.common.errors.SerializationException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class ToldSerdeTest {

  private static final Instant NOON = Instant.parse("2026-03-01T12:00:00Z");

  private final ToldSerde serde = new ToldSerde(new StateSerdes(new KnownSchemas()).observation());

  static Stream<Told> told() {
    var observation =
        new Observation(
            "acme",
            "d1",
            NOON,
            NOON.plusSeconds(60),
            new Outcome.Won(Optional.of(NOON.plusSeconds(90))),
            OptionalDouble.of(12.5),
            OptionalDouble.empty(),
            new TreeMap<>(Map.of("industry", new AttributeValue.Text("retail"))));
    return Stream.of(
        new Observed(observation),
        new Observed(observation, new TreeSet<>(Set.of("Müller\u001fd1", "b\u001fd1"))),
        new Withdrawn("Müller\u001fd1"),
        new ToldAll(12345678901L, 11));
  }

  @ParameterizedTest
  @MethodSource("told")
  void readsWhatItWrote(Told told) {
    byte[] bytes = serde.serializer().serialize("observations", told);

    assertThat(serde.deserializer().deserialize("observations", bytes)).isEqualTo(told);
    bytes[1] = 9;
    assertThatThrownBy(() -> serde.deserializer().deserialize("observations", bytes))
        .isInstanceOf(SerializationException.class);
  }

  @Test
  void doesNotWriteWhatPeopleTell() {
    assertThatThrownBy(
            () -> serde.serializer().serialize("observations", new Defined(Optional.empty())))
        .isInstanceOf(IllegalArgumentException.class);
  }
}
