package dev.lodestar.refinery.flow;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.Random;
import java.util.stream.IntStream;
import org.apache.kafka.clients.producer.internals.BuiltInPartitioner;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class IntakeTest {

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3, 12, 100})
  void takesKeysWhereKafkasProducersPutThemAndNowhereElse(int partitions) {
    var intake = new Intake(partitions);
    var random = new Random(partitions);
    for (int i = 0; i < 200; i++) {
      byte[] key = Integer.toString(random.nextInt()).getBytes(UTF_8);
      int home = BuiltInPartitioner.partitionForKey(key, partitions);

      var taken =
          IntStream.range(0, partitions).filter(p -> intake.problem(key, p).isEmpty()).toArray();

      assertThat(taken).containsExactly(home);
    }
  }

  @Test
  void saysWhatToDoAboutAKeyOnTheWrongPartition() {
    byte[] key = "acme".getBytes(UTF_8);
    int home = BuiltInPartitioner.partitionForKey(key, 4);

    assertThat(new Intake(4).problem(key, (home + 1) % 4).orElseThrow())
        .startsWith(
            "key acme is on partition %d of 4, but belongs on %d".formatted((home + 1) % 4, home))
        .contains("murmur2");
  }
}
