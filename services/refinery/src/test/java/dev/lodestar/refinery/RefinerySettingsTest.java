package dev.lodestar.refinery;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RefinerySettingsTest {

  @Test
  void haveDefaults() {
    var settings = RefinerySettings.from(List.of(), new Properties(), Map.of());

    assertThat(settings.bootstrapServers()).isEqualTo("localhost:9092");
    assertThat(settings.applicationId()).isEqualTo("lodestar-refinery");
    assertThat(settings.commitInterval()).isEqualTo(Duration.ofMillis(100));
    assertThat(settings.refitInterval()).isEqualTo(Duration.ofSeconds(1));
    assertThat(settings.topics().partitions()).isEqualTo(4);
    assertThat(settings.topics().replication()).isEmpty();
  }

  @Test
  void takeArgumentsBeforePropertiesBeforeTheEnvironment() {
    var properties = new Properties();
    properties.setProperty("lodestar.threads", "3");
    properties.setProperty("lodestar.refit.interval", "250");
    var environment =
        Map.of(
            "LODESTAR_THREADS", "2",
            "LODESTAR_REFIT_INTERVAL", "PT2S",
            "LODESTAR_REPLICATION", "3",
            "LODESTAR_KAFKA_SECURITY_PROTOCOL", "SSL",
            "PATH", "/bin");

    var settings =
        RefinerySettings.from(
            List.of("--threads=4", "--kafka.client.rack=a"), properties, environment);

    assertThat(settings.threads()).isEqualTo(4);
    assertThat(settings.refitInterval()).isEqualTo(Duration.ofMillis(250));
    assertThat(settings.topics().replication()).contains((short) 3);
    assertThat(settings.kafka()).isEqualTo(Map.of("security.protocol", "SSL", "client.rack", "a"));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "--thread=4             | unknown argument --thread=4; known are",
        "threads=4              | unknown argument threads=4",
        "--threads              | unknown argument --threads",
        "--threads=many         | threads cannot be many",
        "--threads=0            | threads must be 1 or more: 0",
        "--partitions=0         | partitions must be 1 or more: 0",
        "--refit.interval=soon  | refit.interval cannot be soon",
        "--commit.interval=PT0S | commit.interval must be positive: PT0S",
        "--state.dir=/tmp/x     | state.dir must not be in a folder that is emptied: /tmp/x"
      })
  void sayInASentenceWhatCannotBe(String argument, String sentence) {
    assertThatThrownBy(() -> RefinerySettings.from(List.of(argument), new Properties(), Map.of()))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageStartingWith(sentence);
  }

  @Test
  void nameASettingThatCannotBeAsItWasWritten() {
    var environment =
        Map.of("LODESTAR_ENGAGEMENT_HALF_LIFE", "soon", "LODESTAR_REFIT_INTERVAL", "PT0S");
    var properties = new Properties();
    properties.setProperty("lodestar.threads", "0");

    assertThatThrownBy(() -> RefinerySettings.from(List.of(), new Properties(), environment))
        .hasMessage("LODESTAR_ENGAGEMENT_HALF_LIFE cannot be soon");
    assertThatThrownBy(() ->
            RefinerySettings.from(
                List.of("--engagement.half.life=P1D"), new Properties(), environment))
        .hasMessage("LODESTAR_REFIT_INTERVAL must be positive: PT0S");
    assertThatThrownBy(() -> RefinerySettings.from(List.of(), properties, Map.of()))
        .hasMessage("lodestar.threads must be 1 or more: 0");
    assertThatThrownBy(() ->
            RefinerySettings.from(
                List.of("--threads=-1"), properties, Map.of("LODESTAR_THREADS", "0")))
        .hasMessage("threads must be 1 or more: -1");
  }

  @Test
  void resolveTheStateFolder() {
    var settings = RefinerySettings.of("localhost:1", Path.of("target", "..", "state"));

    assertThat(settings.stateDir()).isEqualTo(Path.of("state").toAbsolutePath());
  }
}
