package dev.lodestar.refinery.matching;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.lodestar.core.account.Candidacy;
import dev.lodestar.core.retargeting.FrequencyCap;
import dev.lodestar.refinery.MemoryStore;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.IntStream;
import org.apache.kafka.common.errors.SerializationException;
import org.apache.kafka.streams.processor.api.MockProcessorContext;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class CandidaciesTest {

  private static final Instant NOON = Instant.parse("2026-03-01T12:00:00Z");

  static IntStream seeds() {
    return IntStream.range(0, 50);
  }

  @ParameterizedTest
  @MethodSource("seeds")
  void areTheSameInWhateverOrderAndHoweverOftenTheyCome(int seed) {
    var random = new Random(seed);
    var parts = new ArrayList<List<Candidacy>>();
    for (int i = 0; i < 80; i++) {
      parts.add(List.of(any(random), any(random), any(random)));
    }
    var once = candidacies();
    parts.forEach(part -> once.add("acme", part, NOON));

    var shuffled = new ArrayList<>(parts);
    shuffled.addAll(parts.subList(0, 30));
    Collections.shuffle(shuffled, random);
    var again = candidacies();
    shuffled.forEach(part -> again.add("acme", part, NOON));

    assertThat(again.of("acme", NOON)).isEqualTo(once.of("acme", NOON)).hasSize(FrequencyCap.MOST);
  }

  @Test
  void areOfEachAccountThatWasAnnouncedEvenInTheSameInstant() {
    var candidacies = candidacies();
    candidacies.add("heir", Set.of(new Candidacy("acme", "default", NOON)), NOON);
    candidacies.add("heir", Set.of(new Candidacy("heir", "default", NOON)), NOON);

    assertThat(candidacies.of("heir", NOON)).hasSize(2);
  }

  @Test
  void areForgottenWhenNoCapAsksForThem() {
    var candidacies = candidacies();
    candidacies.add("acme", Set.of(new Candidacy("acme", "default", NOON)), NOON);

    assertThat(candidacies.of("acme", NOON.plus(Duration.ofDays(365)))).hasSize(1);
    assertThat(candidacies.of("acme", NOON.plus(Duration.ofDays(366)))).isEmpty();
  }

  @Test
  void areReadAsTheyWereWritten() {
    var serde = new CandidaciesSerde();
    var candidacies =
        new TreeSet<>(
            List.of(
                new Candidacy("Müller", "default", NOON.plusMillis(1)),
                new Candidacy("acme", "second", Instant.ofEpochMilli(-1))));

    byte[] bytes = serde.serializer().serialize("candidacies", candidacies);

    assertThat(serde.deserializer().deserialize("candidacies", bytes)).isEqualTo(candidacies);
    bytes[0] = 1;
    assertThatThrownBy(() -> serde.deserializer().deserialize("candidacies", bytes))
        .isInstanceOf(SerializationException.class);
  }

  private static Candidacy any(Random random) {
    return new Candidacy(
        "a" + random.nextInt(),
        "p" + random.nextInt(3),
        NOON.minusSeconds(random.nextInt(10_000_000)));
  }

  private static Candidacies candidacies() {
    var context = new MockProcessorContext<Object, Object>();
    return new Candidacies(MemoryStore.in(context, Candidacies.STORE, new CandidaciesSerde()));
  }
}
