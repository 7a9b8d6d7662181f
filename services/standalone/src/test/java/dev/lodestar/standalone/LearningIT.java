package dev.lodestar.standalone;

import static dev.lodestar.standalone.Trial.attributes;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.lodestar.importer.delivery.DeliveryException;
import dev.lodestar.simulator.Market;
import dev.lodestar.simulator.Timeline;
import dev.lodestar.simulator.World;
import dev.lodestar.simulator.WorldSettings;
import java.time.Instant;
import java.util.OptionalInt;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

/// Everything at once: events in, the planted profile out, over HTTP.
class LearningIT {

  private static final Instant START = Instant.parse("2024-01-01T00:00:00Z");
  private static final int DRIFT_DAY = 180;
  private static final int LAST_DAY = 430;

  @Test
  void findsThePlantedProfileAndThenWhatChangedOfIt() throws DeliveryException {
    try (var trial = Trial.fresh("learning")) {
      trial.define("{\"halfLife\": \"P60D\"}");
      var settings = new WorldSettings(1, Timeline.from(START), 20, OptionalInt.of(DRIFT_DAY));
      var watched = new Watched(new World(settings), trial);

      watched.tellUntil(DRIFT_DAY);
      JsonNode before = trial.published(watched.counts());
      watched.tellUntil(LAST_DAY);
      JsonNode after = trial.published(watched.counts());
      JsonNode diff =
          trial.get(
              "%s/diff?from=%d&to=%d"
                  .formatted(
                      Trial.DEFAULT, before.path("number").asInt(), after.path("number").asInt()));

      assertThat(attributes(before.at("/learned/criteria")))
          .isEqualTo(Market.BEFORE.effects().keySet());
      assertThat(weight(before, "industry", "software")).isPositive();
      assertThat(weight(before, "industry", "education")).isNegative();
      assertThat(weight(before, "technologies", "kafka")).isPositive();
      assertThat(weight(before, "technologies", "sap")).isNegative();
      assertThat(weight(before, "business_model", "b2c")).isNegative();

      assertThat(attributes(after.at("/learned/criteria")))
          .isEqualTo(Market.AFTER.effects().keySet());
      assertThat(weight(after, "funding_stage", "series-a")).isPositive();
      assertThat(weight(after, "funding_stage", "pre-seed")).isNegative();

      assertThat(attributes(diff.path("entered"))).containsExactly("funding_stage");
      assertThat(attributes(diff.path("left"))).containsExactly("employees");
      var changed = new TreeSet<>(attributes(diff.path("entered")));
      changed.addAll(attributes(diff.path("left")));
      assertThat(changed).isEqualTo(Market.BEFORE.differencesTo(Market.AFTER));
    }
  }

  private static double weight(JsonNode version, String attribute, String level) {
    for (JsonNode a : version.at("/learned/attributes")) {
      for (JsonNode l : a.path("levels")) {
        if (a.path("attribute").asText().equals(attribute)
            && l.path("level").asText().equals(level)) {
          return l.path("weight").asDouble();
        }
      }
    }
    throw new AssertionError("no weight for %s=%s".formatted(attribute, level));
  }
}
