package dev.lodestar.refinery;

import static dev.lodestar.refinery.Facts.market;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.lodestar.core.account.AccountEvent;
import dev.lodestar.core.fit.AccountFit;
import dev.lodestar.core.profile.LearnedProfile;
import dev.lodestar.core.profile.ProfileRequest.Publish;
import dev.lodestar.core.profile.ProfileVersion;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Optional;
import org.apache.kafka.clients.admin.NewTopic;
import org.junit.jupiter.api.Test;

class RefineryIT {

  private static final Duration PATIENCE = Duration.ofSeconds(60);
  private static final List<AccountEvent> FACTS = market(11, 120);
  private static final LearnedProfile UNDISTURBED = Driver.learned(FACTS);

  @Test
  void learnsFromEventsExactlyOnce() {
    try (var installation = new Installation()) {
      installation.start("one");

      installation.send(FACTS);
      installation.send(FACTS);
      installation.settle();
      installation.ask("default", new Publish("the test"));

      awaitPublished(installation, 120);
      awaitFits(installation);
      assertThat(installation.values(installation.topics().profileVersions()))
          .extracting(ProfileVersion::number)
          .doesNotHaveDuplicates();
    }
  }

  @Test
  void goesOnWhereItStopped() {
    try (var installation = new Installation()) {
      var first = installation.start("one");
      installation.send(FACTS);
      installation.settle();
      var before = awaitAllPublished(installation);
      awaitFits(installation);
      first.close();

      installation.start("one");
      installation.send(FACTS);
      installation.settle();

      assertThat(awaitAllPublished(installation)).isEqualTo(before);
      assertThat(toldAgain(installation)).isEmpty();
    }
  }

  @Test
  void restoresStateThatIsLost() {
    try (var installation = new Installation()) {
      var first = installation.start("one");
      installation.send(FACTS.subList(0, 200));
      installation.settle();
      first.close();
      installation.wipe("one");

      installation.start("one");
      installation.send(FACTS);
      installation.settle();
      installation.ask("default", new Publish("the test"));

      assertThat(installation.awaitLearned(UNDISTURBED).learned().totals().observations())
          .isEqualTo(120);
    }
  }

  @Test
  void sharesTheWorkAmongInstances() {
    try (var installation = new Installation()) {
      var first = installation.start("one");
      var second = installation.start("two");
      await().atMost(PATIENCE).until(() -> first.tasks() > 0 && second.tasks() > 0);

      installation.send(FACTS.subList(0, 200));
      installation.settle();
      first.close();
      installation.send(FACTS.subList(200, FACTS.size()));
      installation.settle();
      installation.ask("default", new Publish("the test"));

      installation.awaitLearned(UNDISTURBED);
      awaitFits(installation);
    }
  }

  @Test
  void keepsBytesThatAreNoEvent() {
    try (var installation = new Installation()) {
      installation.start("one");
      var garbage = "not an event".getBytes(UTF_8);
      for (var topic : installation.topics().inputs()) {
        installation.sendBytes(topic, "acme", garbage);
      }
      installation.send(FACTS);
      installation.settle();

      var letters = installation.records(installation.topics().deadLetters());

      assertThat(letters)
          .hasSize(installation.topics().inputs().size())
          .allSatisfy(letter -> {
            assertThat(letter.value()).isEqualTo(garbage);
            assertThat(new String(letter.key(), UTF_8)).isEqualTo("acme");
            assertThat(letter.headers().lastHeader("__streams.errors.topic")).isNotNull();
            assertThat(letter.headers().lastHeader("__streams.errors.message")).isNotNull();
          });
      assertThat(installation.latest(installation.topics().accountViews())).hasSize(120);
    }
  }

  @Test
  void refusesInputsThatAreSplitDifferently() {
    try (var installation = new Installation();
        var admin = installation.admin()) {
      Installation.get(
          admin
              .createTopics(
                  List.of(
                      new NewTopic("lodestar.accounts", Optional.of(3), Optional.empty()),
                      new NewTopic("lodestar.deal-outcomes", Optional.of(2), Optional.empty())))
              .all()
              .toCompletionStage()
              .toCompletableFuture());

      assertThatThrownBy(() -> Refinery.start(installation.settings("one")))
          .isInstanceOf(IllegalStateException.class)
          .hasMessage(
              "the input topics must have equally many partitions, but lodestar.accounts has 3, lodestar.deal-outcomes has 2");
    }
  }

  @Test
  void isNotReadyWhileTheBrokerIsAway() {
    try (var installation = new Installation()) {
      var refinery = installation.start("one");

      installation.stopBroker();

      await().atMost(PATIENCE).until(() -> !refinery.isReady());
      assertThat(refinery.hasStopped()).isFalse();
    }
  }

  private static ProfileVersion awaitPublished(Installation installation, long observations) {
    return installation.awaitPublished(v -> v.learned().totals().observations() == observations);
  }

  private static void awaitFits(Installation installation) {
    await()
        .atMost(PATIENCE)
        .until(() -> {
          var fits = installation.latest(installation.topics().fits());
          return fits.size() == 120;
        });
  }

  /// Accounts of which a fit was told that was the latest already.
  private static List<String> toldAgain(Installation installation) {
    var topic = installation.topics().fits();
    var latest = new HashMap<String, List<Object>>();
    var again = new ArrayList<String>();
    for (var record : installation.records(topic)) {
      AccountFit fit = topic.value().deserializer().deserialize(topic.name(), record.value());
      List<Object> told = List.of(fit.score(), fit.tier(), fit.disqualifiedBy(), fit.tierAtLapse());
      if (told.equals(latest.put(fit.accountId(), told))) {
        again.add(fit.accountId());
      }
    }
    assertThat(latest).hasSize(120);
    return again;
  }

  /// The version that holds all that is learned, and after which there is nothing to publish.
  private static ProfileVersion awaitAllPublished(Installation installation) {
    var statuses = installation.topics().profileStatus();
    int before = installation.records(statuses).size();
    await()
        .atMost(PATIENCE)
        .pollInterval(Duration.ofMillis(500))
        .untilAsserted(() -> {
          installation.ask("default", new Publish("the test"));
          assertThat(installation.records(statuses)).hasSizeGreaterThan(before);
          assertThat(installation.newestVersion()).isPresent();
          assertThat(installation.heldBecause())
              .contains(nothingSince(installation.newestVersion().get()));
        });
    return installation.newestVersion().orElseThrow();
  }

  private static String nothingSince(ProfileVersion version) {
    return "nothing differs from version " + version.number();
  }
}
