package dev.lodestar.standalone;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lodestar.core.profile.LearnedProfile;
import dev.lodestar.core.profile.ProfileVersion;
import dev.lodestar.importer.delivery.DeliveryException;
import dev.lodestar.simulator.Timeline;
import dev.lodestar.simulator.World;
import dev.lodestar.simulator.WorldSettings;
import dev.lodestar.standalone.terminal.Terminal;
import dev.lodestar.standalone.verifying.Installation;
import dev.lodestar.wire.Connection;
import dev.lodestar.wire.RegistrySettings;
import dev.lodestar.wire.Topics;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Map;
import java.util.OptionalInt;
import java.util.concurrent.ExecutionException;
import org.junit.jupiter.api.Test;

class VerifyVersionIT {

  private final ByteArrayOutputStream said = new ByteArrayOutputStream();

  @Test
  void findsWhatWasPublishedIdenticalAndWhatWasForgedDifferent()
      throws DeliveryException, InterruptedException, ExecutionException {
    var settings =
        new WorldSettings(
            5, Timeline.from(Instant.parse("2025-01-01T00:00:00Z")), 10, OptionalInt.empty());
    try (var trial = Trial.fresh("verify")) {
      var watched = new Watched(new World(settings), trial);
      watched.tellUntil(60);
      int early = trial.published(watched.counts()).path("number").asInt();
      watched.tellUntil(90);
      int late = trial.published(watched.counts()).path("number").asInt();

      assertThat(verify(trial, late)).as(said()).isZero();
      assertThat(said()).contains("Identical, to the last byte.");
      assertThat(verify(trial, early)).as(said()).isZero();

      int forged = late + 1;
      forge(trial, late, forged);
      assertThat(verify(trial, forged)).isEqualTo(1);
      assertThat(said()).contains("Different, from evidence that says as much:", "  narrative: ");

      assertThat(verify(trial, 99)).isEqualTo(1);
    }
  }

  private int verify(Trial trial, int number) {
    said.reset();
    var out = new PrintStream(said, true, StandardCharsets.UTF_8);
    return Lodestar.commandLine(new Terminal(out, 100, false), InstantSource.system())
        .execute(
            "verify-version",
            "default",
            "" + number,
            "--bootstrap-servers",
            trial.bootstrapServers());
  }

  private String said() {
    return said.toString(StandardCharsets.UTF_8);
  }

  /// Publishes a version again under another number, with other words.
  private static void forge(Trial trial, int number, int as)
      throws InterruptedException, ExecutionException {
    ProfileVersion version;
    try (var installation =
        new Installation(
            new Connection(
                Map.of("bootstrap.servers", trial.bootstrapServers()),
                Topics.DEFAULT_PREFIX,
                RegistrySettings.EMBEDDED))) {
      version = installation.version("default", number);
    }
    var learned = version.learned();
    var forged =
        new ProfileVersion(
            version.profileId(),
            as,
            version.publishedAt(),
            version.cause(),
            version.change(),
            new LearnedProfile(
                learned.definitionHash(),
                learned.hypothesesHash(),
                learned.asOf(),
                learned.totals(),
                learned.halfLife(),
                learned.posterior(),
                learned.leftOut(),
                learned.scale(),
                learned.criteria(),
                learned.disqualifiers(),
                learned.quality(),
                "The ideal customer is whoever pays."));
    var topic = trial.topics().profileVersions();
    trial.sendBytes(
        topic.name(),
        topic.key().serializer().serialize(topic.name(), Topics.versionKey("default", as)),
        topic.value().serializer().serialize(topic.name(), forged));
  }
}
