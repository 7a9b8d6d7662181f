package dev.lodestar.benchmarks;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.nio.charset.StandardCharsets.UTF_8;

import dev.lodestar.broker.EmbeddedBroker;
import dev.lodestar.core.profile.Cause;
import dev.lodestar.core.profile.LearnedProfile;
import dev.lodestar.core.profile.ProfileChange;
import dev.lodestar.core.profile.ProfileVersion;
import dev.lodestar.core.profile.Refit;
import dev.lodestar.wire.EnsureTopics;
import dev.lodestar.wire.RegistrySettings;
import dev.lodestar.wire.TopicSettings;
import dev.lodestar.wire.Topics;
import dev.lodestar.wire.registry.SchemaRegistry;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/// What subscribers to `/changes` cost a query API in a process of its own, and how soon all of
/// them hear of a change. Run by hand; the broker and the subscribers are in this process.
public final class SubscriberBenchmark {

  private static final int CHANGES = 10;
  private static final Duration PATIENCE = Duration.ofMinutes(2);
  private static final HttpClient HTTP = HttpClient.newHttpClient();

  private SubscriberBenchmark() {}

  /// Takes the API's jar and the number of subscribers.
  public static void main(String[] arguments) throws Exception {
    Path jar = Path.of(arguments[0]);
    int count = Integer.parseInt(arguments[1]);
    Path folder = Files.createTempDirectory(Files.createDirectories(Path.of("target")), "broker");
    int port = Processes.freePort();
    try (EmbeddedBroker broker = EmbeddedBroker.start(folder)) {
      Map<String, Object> clients = Map.of("bootstrap.servers", broker.bootstrapServers());
      try (SchemaRegistry registry =
              RegistrySettings.EMBEDDED.open(Topics.DEFAULT_PREFIX, clients);
          KafkaProducer<byte[], byte[]> producer =
              new KafkaProducer<>(clients, new ByteArraySerializer(), new ByteArraySerializer())) {
        Topics topics = Topics.of(Topics.DEFAULT_PREFIX, registry);
        EnsureTopics.ensure(clients, topics, TopicSettings.DEFAULT);
        Process api = start(jar, port, broker.bootstrapServers());
        try {
          new Run(api, port, new Versions(topics, producer), count).run();
        } finally {
          api.destroy();
          api.waitFor();
        }
      }
    }
  }

  /// Publishes versions of one profile.
  private static final class Versions {

    private final Topics topics;
    private final KafkaProducer<byte[], byte[]> producer;
    private final LearnedProfile learned;
    private int number;

    Versions(Topics topics, KafkaProducer<byte[], byte[]> producer) {
      this.topics = topics;
      this.producer = producer;
      History history = new History(2_000, 10, 60);
      this.learned = Refit.of(history.definition(), history.evidence());
    }

    int publish() throws Exception {
      number++;
      Optional<LearnedProfile> before = number == 1 ? Optional.empty() : Optional.of(learned);
      ProfileVersion version =
          new ProfileVersion(
              "bench",
              number,
              Instant.EPOCH.plusSeconds(number),
              new Cause(1, 1, 0, 0, false, false, List.of("a benchmark runs")),
              ProfileChange.between(before, number - 1, learned, number),
              learned);
      String name = topics.profileVersions().name();
      var _ =
          producer
              .send(
                  new ProducerRecord<>(
                      name,
                      Topics.versionKey("bench", number).getBytes(UTF_8),
                      topics.profileVersions().value().serializer().serialize(name, version)))
              .get();
      return number;
    }
  }

  private record Run(Process api, int port, Versions versions, int count) {

    void run() throws Exception {
      versions.publish();
      await(() -> ask("/profiles/bench").contains("\"number\":1"));
      Memory before = Memory.of(api, port);
      List<Listener> listeners = new ArrayList<>();
      for (int i = 0; i < count; i++) {
        listeners.add(Listener.connect(port));
      }
      listeners.forEach(listener -> listener.awaitVersion(1));
      Memory idle = Memory.of(api, port);
      say("before:               " + before);
      say("with %5d subscribers: %s".formatted(count, idle));
      say(
          "for each:              %.1f kB heap, %.1f kB resident"
              .formatted(
                  (idle.heap - before.heap) / 1e3 / count,
                  (idle.resident - before.resident) / 1e3 / count));
      double[] millis = new double[CHANGES];
      for (int i = 0; i < CHANGES; i++) {
        long from = System.nanoTime();
        int number = versions.publish();
        listeners.forEach(listener -> listener.awaitVersion(number));
        millis[i] = (System.nanoTime() - from) / 1e6;
      }
      Arrays.sort(millis);
      say(
          "from writing a change until all had it: median %.0f ms, slowest of %d %.0f ms"
              .formatted(millis[CHANGES / 2], CHANGES, millis[CHANGES - 1]));
      say("after %d changes:      %s".formatted(CHANGES, Memory.of(api, port)));
      listeners.forEach(Listener::close);
    }

    private String ask(String path) {
      return SubscriberBenchmark.ask(port, path);
    }
  }

  /// Bytes that the API holds, its heap after a collection.
  private record Memory(double heap, double resident) {

    static Memory of(Process api, int port) throws Exception {
      Path jcmd = Path.of(System.getProperty("java.home"), "bin", "jcmd");
      for (int i = 0; i < 2; i++) {
        new ProcessBuilder(jcmd.toString(), Long.toString(api.pid()), "GC.run").start().waitFor();
      }
      double heap =
          ask(port, "/prometheus")
              .lines()
              .filter(line -> line.startsWith("jvm_memory_used_bytes{area=\"heap\""))
              .mapToDouble(line -> Double.parseDouble(line.substring(line.lastIndexOf(' ') + 1)))
              .sum();
      double resident = Processes.residentBytes(api);
      return new Memory(heap, resident);
    }

    @Override
    public String toString() {
      return "heap %.1f MB, resident %.1f MB".formatted(heap / 1e6, resident / 1e6);
    }
  }

  /// One subscriber, and which version it has heard of.
  private static final class Listener {

    private final Socket socket;
    private final CountDownLatch[] heard = new CountDownLatch[CHANGES + 2];

    private Listener(Socket socket) {
      this.socket = socket;
      Arrays.setAll(heard, _ -> new CountDownLatch(1));
    }

    static Listener connect(int port) throws IOException {
      Listener listener = new Listener(new Socket("localhost", port));
      listener
          .socket
          .getOutputStream()
          .write("GET /changes HTTP/1.1\r\nHost: x\r\n\r\n".getBytes(US_ASCII));
      Thread.ofVirtual().start(listener::read);
      return listener;
    }

    private void read() {
      String id = "id: bench:";
      try (BufferedReader lines =
          new BufferedReader(new InputStreamReader(socket.getInputStream(), UTF_8))) {
        for (String line = lines.readLine(); line != null; line = lines.readLine()) {
          if (line.startsWith(id)) {
            heard[Integer.parseInt(line.substring(id.length()))].countDown();
          }
        }
      } catch (IOException e) {
        // Hung up.
      }
    }

    void awaitVersion(int number) {
      try {
        if (!heard[number].await(PATIENCE.toMillis(), TimeUnit.MILLISECONDS)) {
          throw new IllegalStateException("a subscriber has not heard of version " + number);
        }
      } catch (InterruptedException e) {
        throw new IllegalStateException(e);
      }
    }

    void close() {
      try {
        socket.close();
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
  }

  private static Process start(Path jar, int port, String bootstrapServers) throws IOException {
    ProcessBuilder builder =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx512m",
                "-jar",
                jar.toString())
            .inheritIO();
    builder.environment().put("LODESTAR_BOOTSTRAP_SERVERS", bootstrapServers);
    builder.environment().put("LODESTAR_HTTP_HOST", "localhost");
    builder.environment().put("LODESTAR_HTTP_PORT", Integer.toString(port));
    return builder.start();
  }

  private static String ask(int port, String path) {
    try {
      return HTTP.send(
              HttpRequest.newBuilder(URI.create("http://localhost:" + port + path)).build(),
              BodyHandlers.ofString())
          .body();
    } catch (IOException e) {
      return "";
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  private static void await(BooleanSupplier condition) {
    Processes.await(PATIENCE, condition);
  }

  private static void say(String line) {
    System.out.println(line);
  }
}
