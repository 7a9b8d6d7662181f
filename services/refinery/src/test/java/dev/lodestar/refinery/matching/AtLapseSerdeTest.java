package dev.lodestar.refinery.matching;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lodestar.core.fit.Fit;
import dev.lodestar.core.fit.FitScale;
import dev.lodestar.core.fit.Reason;
import dev.lodestar.core.fit.Tier;
import dev.lodestar.core.retargeting.AtLapse;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

class AtLapseSerdeTest {

  private final AtLapseSerde serde = new AtLapseSerde();

  @Test
  void readsWhatItWrote() {
    var then =
        new AtLapse(
            Instant.parse("2026-03-01T12:00:00Z"),
            7,
            Tier.C,
            new FitScale(List.of(), 0.75, 0.5, 0.25),
            new Fit(
                0.125,
                12,
                Tier.D,
                -1.5,
                0.5,
                -1.25,
                List.of(
                    new Reason("industry", List.of("Gastgewerbe"), true, -0.25, 0.125),
                    new Reason("technologies", List.of(), false, 0, 0)),
                List.of("employees")));

    byte[] bytes = serde.serializer().serialize("lapses", then);

    assertThat(serde.deserializer().deserialize("lapses", bytes)).isEqualTo(then);
  }
}
