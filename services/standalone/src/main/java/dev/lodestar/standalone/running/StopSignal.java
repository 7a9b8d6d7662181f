package dev.lodestar.standalone.running;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/// The wish that this process end, by Ctrl-C or SIGTERM, which then waits until it has been met.
///
/// The one shutdown hook of the process: several, each closing a part, deadlocked with one another.
public final class StopSignal implements AutoCloseable {

  /// A process that has not ended by then is broken, and ends.
  private static final Duration PATIENCE = Duration.ofSeconds(30);

  private final CountDownLatch wished = new CountDownLatch(1);
  private final CountDownLatch met = new CountDownLatch(1);

  private StopSignal() {}

  public static StopSignal install() {
    var signal = new StopSignal();
    Runtime.getRuntime().addShutdownHook(new Thread(signal::stop, "stop"));
    return signal;
  }

  /// Whether the wish was made within a time.
  public boolean await(Duration time) throws InterruptedException {
    return wished.await(time.toMillis(), TimeUnit.MILLISECONDS);
  }

  public boolean isWished() {
    return wished.getCount() == 0;
  }

  /// Everything is closed: the process may end.
  @Override
  public void close() {
    met.countDown();
  }

  private void stop() {
    wished.countDown();
    try {
      var _ = met.await(PATIENCE.toSeconds(), TimeUnit.SECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
