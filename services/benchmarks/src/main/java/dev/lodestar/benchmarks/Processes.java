package dev.lodestar.benchmarks;

import java.io.IOException;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;

/// What every benchmark needs that runs others in processes of their own.
final class Processes {

  private static final Duration PAUSE = Duration.ofMillis(20);

  private Processes() {}

  /// A port that nobody listens at.
  static int freePort() throws IOException {
    try (ServerSocket socket = new ServerSocket(0)) {
      return socket.getLocalPort();
    }
  }

  /// Returns once the condition holds.
  ///
  /// @throws IllegalStateException if it does not within that time
  static void await(Duration patience, BooleanSupplier condition) {
    long end = System.nanoTime() + patience.toNanos();
    while (!condition.getAsBoolean()) {
      if (System.nanoTime() > end) {
        throw new IllegalStateException("not so within " + patience);
      }
      LockSupport.parkNanos(PAUSE.toNanos());
    }
  }

  /// The memory that the kernel says the process holds, in bytes.
  static double residentBytes(Process process) throws IOException {
    return Files.readAllLines(Path.of("/proc/" + process.pid() + "/status")).stream()
        .filter(line -> line.startsWith("VmRSS:"))
        .mapToDouble(line -> 1_024 * Double.parseDouble(line.replaceAll("\\D", "")))
        .sum();
  }
}
