package dev.lodestar.benchmarks;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.Socket;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.LongFunction;

/// Requests over a few connections that stay open, each answered before the next is sent.
///
/// It reads no more of an answer than it must, so that what is measured is the server.
final class Load {

  private static final int CONNECTIONS = 8;
  private static final int MOST = 4_000_000;

  private Load() {}

  /// What a server did.
  ///
  /// @param processor seconds that the server's process took
  record Done(long requests, double seconds, double processor, double median, double slow) {

    double perSecond() {
      return requests / seconds;
    }

    @Override
    public String toString() {
      return "%,9.0f/s   median %6.2f ms   99%% within %7.2f ms   %6.1f µs of the processor each"
          .formatted(perSecond(), median, slow, processor / requests * 1e6);
    }
  }

  /// @param paths the n-th request's
  static Done run(Process server, int port, Duration duration, LongFunction<String> paths)
      throws IOException, InterruptedException, ExecutionException {
    double before = processor(server);
    long start = System.nanoTime();
    long end = start + duration.toNanos();
    List<long[]> times = new ArrayList<>();
    try (ExecutorService threads = Executors.newFixedThreadPool(CONNECTIONS)) {
      List<Future<long[]>> all = new ArrayList<>();
      for (int i = 0; i < CONNECTIONS; i++) {
        int first = i;
        all.add(threads.submit(() -> connection(port, end, first, paths)));
      }
      for (Future<long[]> one : all) {
        times.add(one.get());
      }
    }
    double seconds = (System.nanoTime() - start) / 1e9;
    long[] sorted = times.stream().flatMapToLong(Arrays::stream).sorted().toArray();
    return new Done(
        sorted.length,
        seconds,
        processor(server) - before,
        sorted[sorted.length / 2] / 1e6,
        sorted[(int) (sorted.length * 0.99)] / 1e6);
  }

  private static long[] connection(int port, long end, int first, LongFunction<String> paths)
      throws IOException {
    long[] nanos = new long[1_000];
    int count = 0;
    try (Socket socket = new Socket("localhost", port)) {
      socket.setTcpNoDelay(true);
      InputStream in = new BufferedInputStream(socket.getInputStream(), 1 << 16);
      OutputStream out = socket.getOutputStream();
      for (long n = first; System.nanoTime() < end && count < MOST; n += CONNECTIONS) {
        long sent = System.nanoTime();
        out.write(
            ("GET " + paths.apply(n) + " HTTP/1.1\r\nHost: localhost\r\n\r\n").getBytes(US_ASCII));
        skipAnswer(in);
        if (count == nanos.length) {
          nanos = Arrays.copyOf(nanos, 2 * count);
        }
        nanos[count++] = System.nanoTime() - sent;
      }
    }
    return Arrays.copyOf(nanos, count);
  }

  private static void skipAnswer(InputStream in) throws IOException {
    String status = line(in);
    if (!status.startsWith("HTTP/1.1 200")) {
      throw new IOException(status);
    }
    int length = -1;
    for (String header = line(in); !header.isEmpty(); header = line(in)) {
      if (header.regionMatches(true, 0, "content-length:", 0, 15)) {
        length = Integer.parseInt(header.substring(15).strip());
      }
    }
    if (length < 0) {
      throw new IOException("an answer without a length");
    }
    in.skipNBytes(length);
  }

  private static String line(InputStream in) throws IOException {
    StringBuilder line = new StringBuilder();
    for (int c = in.read(); c != '\n'; c = in.read()) {
      if (c < 0) {
        throw new IOException("the server hung up");
      }
      if (c != '\r') {
        line.append((char) c);
      }
    }
    return line.toString();
  }

  private static double processor(Process server) {
    return server.info().totalCpuDuration().orElse(Duration.ZERO).toNanos() / 1e9;
  }
}
