package dev.lodestar.refinery;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.stream.Collectors.joining;
import static org.assertj.core.api.Assertions.assertThat;

import dev.lodestar.refinery.flow.Meters;
import dev.lodestar.refinery.walk.Slice;
import dev.lodestar.wire.registry.KnownSchemas;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

class TopologyShapeTest {

  private static final Pattern LIST = Pattern.compile("(?<=\\[|--> |<-- )[^]\n]*");

  /// State already deployed is bound to these names: a change here means a migration.
  @Test
  void isTheCommittedOne() throws IOException {
    var streams = new Streams(Driver.settings(), new KnownSchemas(), Meters.NONE);

    String shape = sorted(Driver.topology(streams, Slice.DEFAULT).describe().toString());

    Files.writeString(Path.of("target", "topology.txt"), shape); // to be copied when it is meant
    try (var committed = getClass().getResourceAsStream("topology.txt")) {
      assertThat(shape).isEqualToNormalizingNewlines(new String(committed.readAllBytes(), UTF_8));
    }
  }

  /// Stores, topics and neighbours of a node are sets, which Kafka prints in any order.
  private static String sorted(String shape) {
    return LIST.matcher(shape)
        .replaceAll(
            list -> Arrays.stream(list.group().split(", ")).sorted().collect(joining(", ")));
  }
}
