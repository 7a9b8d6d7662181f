package dev.lodestar.query.delivery;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lodestar.query.delivery.Attempts.Outcome;
import dev.lodestar.query.outbound.Reply;
import dev.lodestar.wire.webhook.Places;
import dev.lodestar.wire.webhook.Progress;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Random;
import org.junit.jupiter.api.Test;

class AttemptsTest {

  private static final Instant NOON = Instant.parse("2026-03-02T12:00:00Z");
  private static final Progress BEGIN =
      new Progress("wh_1", Places.NOWHERE, 0, 0, Optional.empty(), Optional.empty());
  private static final Schedule EXACT =
      new Schedule(Schedule.DEFAULT.waits(), 0, Schedule.DEFAULT.longest());

  private final Attempts attempts = new Attempts(EXACT, new Random(1));

  private static Reply reply(int status, Optional<String> retryAfter) {
    return new Reply(OptionalInt.of(status), retryAfter, Optional.empty(), "answered " + status);
  }

  @Test
  void endAfterTheScheduleIsExhausted() {
    List<Duration> since = new ArrayList<>();
    Progress progress = BEGIN;
    Instant now = NOON;
    Outcome outcome = attempts.after(reply(500, Optional.empty()), "d1", "{}", progress, now);
    while (outcome instanceof Outcome.Again(var after)) {
      progress = after;
      now = progress.trouble().orElseThrow().nextAttemptAt();
      since.add(Duration.between(NOON, now));
      outcome = attempts.after(reply(500, Optional.empty()), "d1", "{}", progress, now);
    }

    assertThat(since)
        .containsExactly(
            Duration.ofSeconds(5),
            Duration.ofSeconds(65),
            Duration.ofSeconds(365),
            Duration.ofSeconds(2_165),
            Duration.ofSeconds(9_365),
            Duration.ofSeconds(30_965),
            Duration.ofSeconds(74_165));
    assertThat(outcome).isInstanceOf(Outcome.GivenUp.class);
    Outcome.GivenUp end = (Outcome.GivenUp) outcome;
    assertThat(end.failure().attempts()).isEqualTo(8);
    assertThat(end.failure().firstAttemptAt()).isEqualTo(NOON);
    assertThat(end.failure().lastAttemptAt()).isEqualTo(now);
    assertThat(end.failure().problem()).isEqualTo("It answered 500.");
    assertThat(end.progress().givenUp()).isEqualTo(1);
    assertThat(end.progress().trouble()).isEmpty();
  }

  @Test
  void waitAsLongAsTheServerAsks() {
    Outcome seconds = attempts.after(reply(429, Optional.of("90")), "d1", "{}", BEGIN, NOON);
    Outcome date =
        attempts.after(
            reply(503, Optional.of("Mon, 02 Mar 2026 12:10:00 GMT")), "d1", "{}", BEGIN, NOON);

    assertThat(next(seconds)).isEqualTo(NOON.plusSeconds(90));
    assertThat(next(date)).isEqualTo(NOON.plusSeconds(600));
  }

  @Test
  void areForgottenWhenTheEventIsTaken() {
    Outcome failed = attempts.after(reply(500, Optional.empty()), "d1", "{}", BEGIN, NOON);
    Outcome taken =
        attempts.after(
            reply(204, Optional.empty()),
            "d1",
            "{}",
            ((Outcome.Again) failed).progress(),
            NOON.plusSeconds(5));

    Progress progress = ((Outcome.Taken) taken).progress();
    assertThat(progress.trouble()).isEmpty();
    assertThat(progress.delivered()).isEqualTo(1);
    assertThat(progress.lastDeliveredAt()).contains(NOON.plusSeconds(5));
  }

  @Test
  void beginAnewForAnotherEvent() {
    Outcome first = attempts.after(reply(500, Optional.empty()), "d1", "{}", BEGIN, NOON);
    Outcome second =
        attempts.after(
            reply(500, Optional.empty()),
            "d2",
            "{}",
            ((Outcome.Again) first).progress(),
            NOON.plusSeconds(60));

    assertThat(((Outcome.Again) second).progress().trouble().orElseThrow().attempts()).isEqualTo(1);
  }

  @Test
  void endWhenTheEndpointIsGone() {
    assertThat(attempts.after(reply(410, Optional.empty()), "d1", "{}", BEGIN, NOON))
        .isInstanceOf(Outcome.Gone.class);
  }

  @Test
  void countARedirectAsAFailure() {
    assertThat(attempts.after(reply(302, Optional.empty()), "d1", "{}", BEGIN, NOON))
        .isInstanceOf(Outcome.Again.class);
  }

  private static Instant next(Outcome outcome) {
    return ((Outcome.Again) outcome).progress().trouble().orElseThrow().nextAttemptAt();
  }
}
