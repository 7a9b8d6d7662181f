package dev.lodestar.benchmarks;

import dev.lodestar.broker.EmbeddedBroker;
import dev.lodestar.core.account.AccountPast;
import dev.lodestar.core.account.AccountView;
import dev.lodestar.core.account.AttributeValue;
import dev.lodestar.core.account.Engagement;
import dev.lodestar.core.account.Lifecycle;
import dev.lodestar.core.evidence.PastDeal;
import dev.lodestar.core.fit.AccountFit;
import dev.lodestar.core.fit.Fit;
import dev.lodestar.core.fit.Fitting;
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
import java.io.IOException;
import java.io.InputStream;
import java.lang.management.ManagementFactory;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BooleanSupplier;
import java.util.function.LongFunction;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/// What questions cost a query API in a process of its own: fits beside an empty endpoint, list
/// pages, exports, and memory. Run by hand; the broker and the callers are in this process.
public final class ApiBenchmark {

  private static final Instant NOON = Instant.parse("2026-03-02T12:00:00Z");
  private static final String PROFILE = "bench";
  private static final List<Lifecycle> LIFECYCLES = List.of(Lifecycle.values());
  private static final int ROUNDS = 2;
  private static final int HOT = 500;
  private static final Duration PATIENCE = Duration.ofMinutes(4);
  private static final HttpClient HTTP = HttpClient.newHttpClient();

  private ApiBenchmark() {}

  /// Takes the API's jar, the number of accounts, and the seconds that each measurement takes.
  public static void main(String[] arguments) throws Exception {
    int accounts = Integer.parseInt(arguments[1]);
    Duration each = Duration.ofSeconds(Long.parseLong(arguments[2]));
    Path folder = Files.createTempDirectory(Files.createDirectories(Path.of("target")), "broker");
    int port = Processes.freePort();
    int emptyPort = Processes.freePort();
    try (EmbeddedBroker broker = EmbeddedBroker.start(folder)) {
      Process api =
          java(
              Map.of(
                  "LODESTAR_BOOTSTRAP_SERVERS", broker.bootstrapServers(),
                  "LODESTAR_HTTP_HOST", "localhost",
                  "LODESTAR_HTTP_PORT", Integer.toString(port)),
              "-Xmx3g",
              "-jar",
              arguments[0]);
      Process empty =
          java(
              Map.of(),
              "-Xmx512m",
              "-cp",
              System.getProperty("java.class.path"),
              EmptyServer.class.getName(),
              Integer.toString(emptyPort));
      try (Facts facts = new Facts(broker.bootstrapServers())) {
        fill(facts, api, port, accounts);
        await(() -> ask(emptyPort, "/empty").contains("true"));
        measure(api, port, empty, emptyPort, accounts, each);
        sweep(facts, api, port, accounts, each);
        export(port, "");
        export(port, "&layout=sales");
      } finally {
        api.destroy();
        empty.destroy();
        api.waitFor();
        empty.waitFor();
      }
    }
  }

  private static void fill(Facts facts, Process api, int port, int accounts) throws Exception {
    facts.publish();
    await(() -> ask(port, "/profiles/" + PROFILE).contains("\"number\":1"));
    double before = heap(api, port);
    long from = System.nanoTime();
    for (int i = 0; i < accounts; i++) {
      facts.tell(i);
    }
    facts.flush();
    await(() ->
        total(port) == accounts
            && ask(port, "/accounts/" + accountId(accounts - 1)).contains("asOf"));
    say(
        "%,d accounts written and taken in within %.1f s"
            .formatted(accounts, (System.nanoTime() - from) / 1e9));
    say("heap for each account: %.0f bytes".formatted((heap(api, port) - before) / accounts));
  }

  /// Pages while the fits of all accounts are told anew, as fast as they can be.
  private static void sweep(Facts facts, Process api, int port, int accounts, Duration each)
      throws Exception {
    AtomicBoolean isOver = new AtomicBoolean();
    AtomicInteger told = new AtomicInteger();
    Thread sweep =
        Thread.ofPlatform()
            .start(() -> {
              while (!isOver.get()) {
                facts.tellFit(told.getAndIncrement() % accounts, 2);
              }
              facts.flush();
            });
    Load.Done done =
        Load.run(api, port, each, _ -> "/profiles/" + PROFILE + "/accounts?limit=100&tier=B");
    isOver.set(true);
    sweep.join();
    say(
        "page of 100, %,.0f fits told anew a second %s"
            .formatted(told.get() / done.seconds(), done));
  }

  private static void measure(
      Process api, int port, Process empty, int emptyPort, int accounts, Duration each)
      throws Exception {
    LongFunction<String> anybody = n -> fitOf(Math.floorMod(n * 7_919, accounts));
    LongFunction<String> somebody = n -> fitOf(Math.floorMod(n * 7_919, HOT));
    LongFunction<String> page = _ -> "/profiles/" + PROFILE + "/accounts?limit=100&tier=B";
    LongFunction<String> engaged =
        _ -> "/profiles/" + PROFILE + "/accounts?limit=100&sort=engagement&tier=A";
    LongFunction<String> grid = _ -> "/profiles/" + PROFILE + "/grid";
    for (int round = 0; round <= ROUNDS; round++) {
      say(round == 0 ? "warming up" : "load of the machine: %.1f".formatted(loadAverage()));
      Load.Done base = Load.run(empty, emptyPort, each, _ -> "/empty");
      say("empty endpoint        " + base);
      tell("fit, any account      ", base, Load.run(api, port, each, anybody));
      tell("fit, asked before     ", base, Load.run(api, port, each, somebody));
      tell("page of 100 by fit    ", base, Load.run(api, port, each, page));
      tell("page of 100, engaged  ", base, Load.run(api, port, each, engaged));
      tell("grid                  ", base, Load.run(api, port, each, grid));
    }
  }

  private static void tell(String what, Load.Done base, Load.Done done) {
    say(what + done + "   %.2f of the empty one's".formatted(done.perSecond() / base.perSecond()));
  }

  private static void export(int port, String layout) throws Exception {
    long from = System.nanoTime();
    long lines = 0;
    try (InputStream body =
        HTTP.send(
                HttpRequest.newBuilder(
                        uri(port, "/profiles/" + PROFILE + "/accounts?format=csv" + layout))
                    .build(),
                BodyHandlers.ofInputStream())
            .body()) {
      byte[] buffer = new byte[1 << 16];
      for (int read = body.read(buffer); read >= 0; read = body.read(buffer)) {
        for (int i = 0; i < read; i++) {
          lines += buffer[i] == '\n' ? 1 : 0;
        }
      }
    }
    double seconds = (System.nanoTime() - from) / 1e9;
    say("export%s: %,d rows, %,.0f rows/s".formatted(layout, lines - 1, (lines - 1) / seconds));
  }

  private static String fitOf(long account) {
    return "/accounts/" + accountId(account) + "/fit?profile=" + PROFILE;
  }

  private static String accountId(long account) {
    return "account-%07d".formatted(account);
  }

  private static long total(int port) {
    String page = ask(port, "/profiles/" + PROFILE + "/tiers");
    int at = page.indexOf("\"accounts\":");
    return at < 0 ? 0 : Long.parseLong(page.substring(at + 11, page.indexOf(',', at)).strip());
  }

  /// Bytes that are held after a collection.
  private static double heap(Process api, int port) throws Exception {
    Path jcmd = Path.of(System.getProperty("java.home"), "bin", "jcmd");
    for (int i = 0; i < 2; i++) {
      new ProcessBuilder(jcmd.toString(), Long.toString(api.pid()), "GC.run").start().waitFor();
    }
    return ask(port, "/prometheus")
        .lines()
        .filter(line -> line.startsWith("jvm_memory_used_bytes{area=\"heap\""))
        .mapToDouble(line -> Double.parseDouble(line.substring(line.lastIndexOf(' ') + 1)))
        .sum();
  }

  private static double loadAverage() {
    return ManagementFactory.getOperatingSystemMXBean().getSystemLoadAverage();
  }

  private static Process java(Map<String, String> environment, String... arguments)
      throws IOException {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(List.of(arguments));
    ProcessBuilder builder = new ProcessBuilder(command).inheritIO();
    builder.environment().putAll(environment);
    return builder.start();
  }

  private static URI uri(int port, String path) {
    return URI.create("http://localhost:" + port + path);
  }

  private static String ask(int port, String path) {
    try {
      return HTTP.send(HttpRequest.newBuilder(uri(port, path)).build(), BodyHandlers.ofString())
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

  /// What the API reads: one version, and accounts with their fits.
  private static final class Facts implements AutoCloseable {

    private final History history = new History(5_000, 15, 100);
    private final LearnedProfile learned = Refit.of(history.definition(), history.evidence());
    private final List<PastDeal> deals = history.pastDeals();
    private final Fitting fitting = new Fitting(learned.posterior(), learned.scale());
    private final SplittableRandom random = new SplittableRandom(1);
    private final SchemaRegistry registry;
    private final Topics topics;
    private final KafkaProducer<byte[], byte[]> producer;
    private final Writer writer;

    Facts(String bootstrapServers) {
      Map<String, Object> clients = Map.of("bootstrap.servers", bootstrapServers);
      this.registry = RegistrySettings.EMBEDDED.open(Topics.DEFAULT_PREFIX, clients);
      this.topics = Topics.of(Topics.DEFAULT_PREFIX, registry);
      EnsureTopics.ensure(clients, topics, TopicSettings.DEFAULT);
      this.producer =
          new KafkaProducer<>(
              Map.of("bootstrap.servers", bootstrapServers, "linger.ms", 50),
              new ByteArraySerializer(),
              new ByteArraySerializer());
      this.writer = new Writer(producer);
    }

    void publish() {
      ProfileVersion version =
          new ProfileVersion(
              PROFILE,
              1,
              NOON,
              new Cause(1, 1, 0, 0, false, false, List.of("a benchmark runs")),
              ProfileChange.between(Optional.empty(), 0, learned, 1),
              learned);
      writer.write(topics.profileVersions(), Topics.versionKey(PROFILE, 1), version);
    }

    /// An account, and its fit.
    void tell(int account) {
      AccountView view = view(account);
      writer.write(topics.accountViews(), view.accountId(), view);
      tellFit(account, 1);
    }

    /// Its fit as a version would tell it: of the first the true one, of others that of another
    /// account.
    void tellFit(int account, int version) {
      Fit fit = fitting.fit(deals.get((account + version - 1) % deals.size()).attributes());
      writer.write(
          topics.fits(),
          Topics.accountKey(PROFILE, accountId(account)),
          new AccountFit(
              accountId(account),
              PROFILE,
              version,
              fit.probability(),
              fit.score(),
              fit.tier(),
              NOON,
              List.of(),
              Optional.empty()));
    }

    void flush() {
      producer.flush();
    }

    private AccountView view(int account) {
      TreeMap<String, AttributeValue> attributes =
          new TreeMap<>(deals.get(account % deals.size()).attributes());
      attributes.put("company_name", new AttributeValue.Text("Company " + account));
      attributes.put(
          "website", new AttributeValue.Text("https://www.company-" + account + ".example"));
      double visits = random.nextInt(4) == 0 ? 4 * random.nextDouble() : 0;
      return new AccountView(
          accountId(account),
          NOON,
          attributes,
          LIFECYCLES.get(random.nextInt(LIFECYCLES.size())),
          Optional.empty(),
          Optional.empty(),
          0,
          new Engagement(visits, NOON, Engagement.HALF_LIFE),
          visits > 0 ? Optional.of(NOON) : Optional.empty(),
          AccountPast.from(NOON));
    }

    @Override
    public void close() {
      producer.close();
      registry.close();
    }
  }
}
