package dev.lodestar.simulator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.lodestar.core.account.AccountEvent;
import dev.lodestar.simulator.SimulatorRunner.Script;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class SimulatorRunnerTest {

  private static final Instant NOON = Instant.parse("2026-03-01T12:00:00Z");
  private static final World TEN_DAYS_AGO =
      new World(
          new WorldSettings(
              1, Timeline.endingAt(NOON, 10, Duration.ofSeconds(30)), 20, OptionalInt.empty()));

  @Test
  void tellsEveryEventOfTheDaysAskedForInOrder() throws InterruptedException {
    var heard = new ArrayList<AccountEvent>();
    var days = new ArrayList<Integer>();
    var script = new Script(new Pace.Unbounded(), 5, days::add);

    try (var runner =
        SimulatorRunner.start(TEN_DAYS_AGO, script, heard::add, InstantSource.fixed(NOON))) {
      runner.await();

      assertThat(runner.told()).isEqualTo(heard.size());
    }

    var expected = new ArrayList<AccountEvent>();
    var happenings = TEN_DAYS_AGO.happenings();
    for (var next = happenings.next(); next.day() < 5; next = happenings.next()) {
      expected.add(next.event());
    }
    assertThat(heard).isEqualTo(expected);
    assertThat(days).isEqualTo(IntStream.range(0, 5).boxed().toList());
  }

  @Test
  void tellsNothingBeforeItHappens() throws InterruptedException {
    var heard = new ConcurrentLinkedQueue<AccountEvent>();
    var caughtUp = new CountDownLatch(10);
    var script = new Script(new Pace.Unbounded(), Integer.MAX_VALUE, _ -> caughtUp.countDown());

    try (var _ =
        SimulatorRunner.start(TEN_DAYS_AGO, script, heard::add, InstantSource.fixed(NOON))) {
      assertThat(caughtUp.await(30, TimeUnit.SECONDS)).isTrue();
    }

    assertThat(heard).isNotEmpty().allMatch(e -> !e.occurredAt().isAfter(NOON));
  }

  @Test
  void endsWithWhatItsListenerThrows() {
    var full = new IllegalStateException("full");

    try (var runner =
        SimulatorRunner.start(
            TEN_DAYS_AGO,
            Script.of(new Pace.Unbounded()),
            _ -> {
              throw full;
            },
            InstantSource.fixed(NOON))) {
      assertThatThrownBy(runner::await).isSameAs(full);
      assertThat(runner.told()).isZero();
    }
  }

  @Test
  void endsAtOnceWhenClosed() {
    var slow = new Pace.EventsPerSecond(0.001);

    var runner =
        SimulatorRunner.start(TEN_DAYS_AGO, Script.of(slow), _ -> {}, InstantSource.system());
    runner.close();

    assertThat(runner.told()).isLessThanOrEqualTo(1);
    assertThat(runner.failure()).isEmpty();
  }

  @Test
  void spacesEventsAsThePaceSays() {
    var timeline = TEN_DAYS_AGO.settings().timeline();
    var happening = TEN_DAYS_AGO.happenings().next();
    var dayFour = new Happening(4, NOON.minus(Duration.ofDays(6)), happening.event());
    var afterNow = new Happening(11, NOON.plus(Duration.ofSeconds(30)), happening.event());

    assertThat(new Pace.EventsPerSecond(4).due(happening, 10, timeline))
        .isEqualTo(Duration.ofMillis(2_500));
    assertThat(new Pace.DaysPerSecond(2).due(dayFour, 10, timeline))
        .isEqualTo(Duration.ofSeconds(2));
    assertThat(new Pace.DaysPerSecond(2).due(afterNow, 10, timeline))
        .isEqualTo(Duration.ofSeconds(5));
    assertThat(new Pace.Unbounded().due(dayFour, 10, timeline)).isZero();
  }

  @Test
  void readsAPaceAsPeopleWriteIt() {
    assertThat(Pace.parse("max")).isEqualTo(new Pace.Unbounded());
    assertThat(Pace.parse("500/s")).isEqualTo(new Pace.EventsPerSecond(500));
    assertThat(Pace.parse("0.5d/s")).isEqualTo(new Pace.DaysPerSecond(0.5));
    assertThat(List.of("", "fast", "-1/s", "0/s", "1e9d", "7d"))
        .allSatisfy(text ->
            assertThatThrownBy(() -> Pace.parse(text))
                .isInstanceOf(IllegalArgumentException.class));
  }
}
