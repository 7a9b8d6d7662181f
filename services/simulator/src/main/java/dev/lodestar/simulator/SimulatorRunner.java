package dev.lodestar.simulator;

import dev.lodestar.core.account.AccountEvent;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Iterator;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import java.util.function.IntConsumer;
import org.jspecify.annotations.Nullable;

/// A world being told, on a thread of its own, at a pace.
public final class SimulatorRunner implements AutoCloseable {

  private final World world;
  private final Script script;
  private final Consumer<AccountEvent> listener;
  private final InstantSource clock;
  private final CountDownLatch closing = new CountDownLatch(1);
  private final Thread thread;

  private final AtomicLong told = new AtomicLong();
  private volatile @Nullable RuntimeException failure;

  private SimulatorRunner(
      World world, Script script, Consumer<AccountEvent> listener, InstantSource clock) {
    this.world = world;
    this.script = script;
    this.listener = listener;
    this.clock = clock;
    this.thread = Thread.ofPlatform().name("simulator").unstarted(this::tell);
  }

  /// Begins to tell.
  ///
  /// @param listener hears of every event, in order; when it throws, telling ends
  public static SimulatorRunner start(
      World world, Script script, Consumer<AccountEvent> listener, InstantSource clock) {
    var runner = new SimulatorRunner(world, script, listener, clock);
    runner.thread.start();
    return runner;
  }

  /// How many events were told so far.
  public long told() {
    return told.get();
  }

  /// Returns when all days are told, telling failed, or the runner was closed.
  ///
  /// @throws RuntimeException what the listener threw
  public void await() throws InterruptedException {
    thread.join();
    RuntimeException thrown = failure;
    if (thrown != null) {
      throw thrown;
    }
  }

  /// What the listener threw, if it did.
  public Optional<RuntimeException> failure() {
    return Optional.ofNullable(failure);
  }

  /// Returns when no more events will be told.
  @Override
  public void close() {
    closing.countDown();
    try {
      thread.join();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void tell() {
    try {
      tell(world.happenings(), clock.instant());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } catch (RuntimeException e) {
      failure = e;
    }
  }

  private void tell(Iterator<Happening> happenings, Instant began) throws InterruptedException {
    int day = -1;
    for (Happening next = happenings.next(); next.day() < script.days(); next = happenings.next()) {
      Instant due = began.plus(script.pace().due(next, told.get(), world.settings().timeline()));
      if (isClosedBy(due.isAfter(next.reportedAt()) ? due : next.reportedAt())) {
        return;
      }
      while (day < next.day()) {
        script.onDay().accept(++day);
      }
      listener.accept(next.event());
      told.incrementAndGet();
    }
  }

  private boolean isClosedBy(Instant time) throws InterruptedException {
    Duration left = Duration.between(clock.instant(), time);
    return left.isPositive()
        ? closing.await(left.toNanos(), TimeUnit.NANOSECONDS)
        : closing.getCount() == 0;
  }

  /// What is told of a world, and how.
  ///
  /// @param days how many days are told; [Integer#MAX_VALUE] for all
  /// @param onDay hears the number of each day before its events
  public record Script(Pace pace, int days, IntConsumer onDay) {

    public static Script of(Pace pace) {
      return new Script(pace, Integer.MAX_VALUE, _ -> {});
    }
  }
}
