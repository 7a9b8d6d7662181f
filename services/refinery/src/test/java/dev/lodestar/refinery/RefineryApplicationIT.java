package dev.lodestar.refinery;

import static dev.lodestar.refinery.Facts.day;
import static dev.lodestar.refinery.Facts.market;
import static dev.lodestar.refinery.Facts.visit;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.lodestar.core.account.AccountEvent;
import dev.lodestar.core.account.AccountEvent.AccountErased;
import dev.lodestar.core.account.AccountEvent.AccountMerged;
import dev.lodestar.core.profile.LearnedProfile;
import dev.lodestar.core.profile.ProfileRequest.Publish;
import dev.lodestar.schemas.RejectedEvent;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Objects;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RefineryApplicationIT {

  private static final Duration PATIENCE = Duration.ofSeconds(60);
  private static final List<AccountEvent> FACTS = market(13, 300);
  private static final LearnedProfile UNDISTURBED = Driver.learned(FACTS);

  @Test
  void tellsHowItIs() throws Exception {
    try (var installation = new Installation();
        var process = RefineryProcess.start(installation.values("one")).ready()) {
      installation.send(FACTS);
      installation.settle();

      assertThat(process.ask("/health/liveness").body()).isEqualTo("{\"status\":\"UP\"}");
      assertThat(process.ask("/prometheus").body())
          .contains("lodestar_events_total{topic=\"lodestar.deal-outcomes\"} 300.0")
          .contains("kafka_stream_")
          .contains("jvm_memory_used_bytes");
      assertThat(process.stop()).isEqualTo(143);
    }
  }

  @ParameterizedTest(name = "its state folder lost: {0}")
  @ValueSource(booleans = {false, true})
  void learnsTheSameThoughKilledInTheMiddle(boolean stateIsLost) throws Exception {
    try (var installation = new Installation()) {
      try (var killed = RefineryProcess.start(installation.values("one")).ready()) {
        installation.send(FACTS);
        await()
            .atMost(PATIENCE)
            .until(() -> installation.records(installation.topics().accountViews()).size() > 50);
        killed.kill();
      }
      if (stateIsLost) {
        installation.wipe("one");
      }

      try (var _ = RefineryProcess.start(installation.values("one")).ready()) {
        installation.send(FACTS);
        installation.settle();
        installation.ask("default", new Publish("the test"));

        assertThat(installation.awaitLearned(UNDISTURBED).learned().totals().observations())
            .isEqualTo(300);
      }
    }
  }

  @Test
  void mergesAndErasesThoughKilledInTheMiddle() throws Exception {
    var random = new Random(7);
    List<AccountEvent> facts = new ArrayList<>();
    List<AccountEvent> decisions = new ArrayList<>();
    for (AccountEvent fact : FACTS) {
      String accountId = fact.accountId();
      boolean isDouble = accountId.endsWith("3");
      facts.add(isDouble && random.nextBoolean() ? fact.inheritedBy("twin-" + accountId) : fact);
      if (isDouble) {
        decisions.add(
            new AccountMerged("m:" + accountId, "twin-" + accountId, day(380), "crm", accountId));
      } else if (accountId.endsWith("7")) {
        facts.add(fact.inheritedBy("forgotten-" + accountId));
        decisions.add(
            new AccountErased("e:" + accountId, "forgotten-" + accountId, day(399), "crm"));
      }
    }
    Collections.shuffle(facts, random);

    try (var installation = new Installation()) {
      var topics = installation.topics();
      try (var killed = RefineryProcess.start(installation.values("one")).ready()) {
        installation.send(facts);
        await()
            .atMost(PATIENCE)
            .until(() -> installation.records(topics.accountViews()).size() > 50);
        installation.send(decisions);
        await().atMost(PATIENCE).until(() -> !installation.records(topics.handovers()).isEmpty());
        killed.kill();
      }
      try (var _ = RefineryProcess.start(installation.values("one")).ready()) {
        installation.send(facts.subList(0, 100)); // some senders send again
        installation.send(decisions);
        installation.settle();
        installation.ask("default", new Publish("the test"));
        var version = installation.awaitLearned(UNDISTURBED);

        assertThat(version.learned().totals().observations()).isEqualTo(300);
        var views = installation.latest(topics.accountViews());
        views.values().removeIf(Objects::isNull);
        assertThat(views)
            .hasSize(300)
            .allSatisfy((accountId, _) -> assertThat(accountId).startsWith("account-"));
      }
    }
  }

  /// Whatever is written again, the same facts give the same profile; refusals are counted one by
  /// one, so they show whether what was under way at a kill is done twice.
  @Test
  void refusesEachEventOnceThoughKilledInTheMiddle() throws Exception {
    List<AccountEvent> ancient =
        IntStream.range(0, 10_000)
            .mapToObj(i -> (AccountEvent) visit("account-" + i % 300, -100_000 - i))
            .toList();

    try (var installation = new Installation()) {
      var rejected = installation.topics().rejected(installation.topics().websiteVisits());
      Thread sending;
      try (var killed = RefineryProcess.start(installation.values("one")).ready()) {
        sending = Thread.startVirtualThread(() -> installation.send(ancient));
        await().atMost(PATIENCE).until(() -> installation.records(rejected).size() > 500);
        killed.kill();
      }
      try (var _ = RefineryProcess.start(installation.values("one")).ready()) {
        sending.join();
        installation.settle();

        assertThat(installation.values(rejected))
            .extracting(RejectedEvent::getEventId)
            .containsExactlyInAnyOrderElementsOf(
                ancient.stream().map(AccountEvent::eventId).toList());
      }
    }
  }

  @Test
  void saysInASentenceWhyItCannotStart() throws Exception {
    var process = RefineryProcess.run(List.of("--threads=0"));

    assertThat(new String(process.getErrorStream().readAllBytes(), UTF_8).lines())
        .contains("threads must be 1 or more: 0");
    assertThat(process.onExit().join().exitValue()).isEqualTo(2);
  }
}
