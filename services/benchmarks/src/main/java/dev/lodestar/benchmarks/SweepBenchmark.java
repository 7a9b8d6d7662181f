package dev.lodestar.benchmarks;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.lodestar.broker.EmbeddedBroker;
import dev.lodestar.core.account.AccountEvent;
import dev.lodestar.core.account.AttributeValue;
import dev.lodestar.core.definition.ProfileDefinition;
import dev.lodestar.core.definition.TierShares;
import dev.lodestar.core.profile.ProfileRequest;
import dev.lodestar.core.profile.RescoredPart;
import dev.lodestar.wire.EnsureTopics;
import dev.lodestar.wire.RegistrySettings;
import dev.lodestar.wire.Topic;
import dev.lodestar.wire.TopicSettings;
import dev.lodestar.wire.Topics;
import dev.lodestar.wire.registry.SchemaRegistry;
import dev.lodestar.wire.translation.Events;
import java.io.IOException;
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
import java.util.OptionalDouble;
import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.rocksdb.ColumnFamilyDescriptor;
import org.rocksdb.ColumnFamilyHandle;
import org.rocksdb.DBOptions;
import org.rocksdb.Options;
import org.rocksdb.RocksDB;
import org.rocksdb.RocksDBException;
import org.rocksdb.RocksIterator;

/// How long a refinery in a process of its own takes to rescore all accounts, what live events feel
/// of it, and how long it takes to be back after a crash. Run by hand; the broker is in this
/// process.
public final class SweepBenchmark {

  private static final String PROFILE = ProfileDefinition.DEFAULT_ID;
  private static final int DEALS_PER_MILLE = 20;
  private static final Duration BETWEEN_PROBES = Duration.ofMillis(25);
  private static final Duration IDLE = Duration.ofSeconds(20);
  private static final Duration PATIENCE = Duration.ofMinutes(10);
  private static final Instant FROM = Instant.parse("2026-01-01T00:00:00Z");
  private static final List<String> INDUSTRIES =
      List.of("retail", "health", "finance", "media", "energy", "public", "logistics", "food");
  private static final List<String> REGIONS = List.of("emea", "amer", "apac", "latam");
  private static final HttpClient HTTP = HttpClient.newHttpClient();

  private SweepBenchmark() {}

  /// Takes the refinery's jar and the number of accounts.
  public static void main(String[] arguments) throws Exception {
    Path jar = Path.of(arguments[0]);
    int accounts = Integer.parseInt(arguments[1]);
    Path target = Files.createDirectories(Path.of("target"));
    try (EmbeddedBroker broker =
        EmbeddedBroker.start(Files.createTempDirectory(target, "broker"))) {
      Map<String, Object> clients = Map.of("bootstrap.servers", broker.bootstrapServers());
      try (SchemaRegistry registry =
              RegistrySettings.EMBEDDED.open(Topics.DEFAULT_PREFIX, clients);
          KafkaProducer<byte[], byte[]> producer =
              new KafkaProducer<>(
                  Map.of("bootstrap.servers", broker.bootstrapServers(), "compression.type", "lz4"),
                  new ByteArraySerializer(),
                  new ByteArraySerializer())) {
        Topics topics = Topics.of(Topics.DEFAULT_PREFIX, registry);
        EnsureTopics.ensure(clients, topics, TopicSettings.DEFAULT);
        Refinery refinery =
            new Refinery(
                jar, Files.createTempDirectory(target, "state"), broker.bootstrapServers());
        try (refinery) {
          new Run(topics, new Writer(producer), clients, refinery, accounts).run();
        }
      }
    }
  }

  private record Run(
      Topics topics, Writer writer, Map<String, Object> clients, Refinery refinery, int accounts) {

    void run() throws Exception {
      Duration ready = refinery.start();
      say("ready with nothing to restore: %s".formatted(seconds(ready)));
      try (Heard views = Heard.of(topics.accountViews(), clients);
          Heard parts = Heard.of(topics.rescorings(), clients)) {
        load(views, parts);
        report("idle", probe(views, passed(IDLE)));
        sweep(views, parts, new TierShares(0.1, 0.3, 0.3));
        sweep(views, parts, new TierShares(0.3, 0.3, 0.2));
      }
      say("resident: %.0f MB".formatted(refinery.residentBytes() / 1e6));
      refinery.kill();
      say("ready after kill -9, state kept: %s".formatted(seconds(refinery.start())));
      refinery.stop();
      read(refinery.state());
      say("ready after a stop: %s".formatted(seconds(refinery.start())));
    }

    private void load(Heard views, Heard parts) {
      // By the refinery's wall clock; long enough for any load.
      writer.write(
          topics.profileRequests(),
          PROFILE,
          new ProfileRequest.Hold("benchmark", Instant.now().plus(Duration.ofHours(1))));
      long from = System.nanoTime();
      SplittableRandom random = new SplittableRandom(7);
      for (int i = 0; i < accounts; i++) {
        writer.write(topics.accounts(), Events.toAvro(attributes(i, 0, random)));
        if (random.nextInt(1_000) < DEALS_PER_MILLE) {
          writer.write(topics.dealOutcomes(), Events.toAvro(deal(i, random)));
        }
      }
      await(() -> views.keys() == accounts);
      say("loaded %,d accounts: %s".formatted(accounts, seconds(since(from))));
      writer.write(topics.profileRequests(), PROFILE, new ProfileRequest.Publish("benchmark"));
      sweptAll(parts, 0);
    }

    private void sweep(Heard views, Heard parts, TierShares tiers) throws Exception {
      long latest = turn(parts);
      ProfileDefinition all = ProfileDefinition.withDefaults(PROFILE);
      try (Heard versions = Heard.of(topics.profileVersions(), clients)) {
        await(() -> versions.keys() > 0);
        int before = versions.keys();
        writer.write(
            topics.profileDefinitions(),
            PROFILE,
            new ProfileDefinition(
                PROFILE,
                all.kind(),
                all.scope(),
                all.attributes(),
                all.behaviours(),
                all.hypotheses(),
                all.valuation(),
                all.halfLife(),
                tiers,
                all.publication()));
        await(() -> versions.keys() > before);
        long from = System.nanoTime();
        AtomicLong took = new AtomicLong();
        List<Duration> during =
            probe(
                views,
                () -> {
                  boolean done = turn(parts) > latest && finished(parts, turn(parts));
                  took.compareAndSet(0, done ? since(from).toNanos() : 0);
                  return done;
                });
        double perSecond = accounts / (took.get() / 1e9);
        say(
            "swept in %s: %,.0f accounts/s"
                .formatted(seconds(Duration.ofNanos(took.get())), perSecond));
        report("during the sweep", during);
      }
    }

    private void sweptAll(Heard parts, long after) {
      await(() -> turn(parts) > after && finished(parts, turn(parts)));
    }

    private static long turn(Heard parts) {
      return parts.all().mapToLong(part -> ((RescoredPart) part).turn()).max().orElse(0);
    }

    private boolean finished(Heard parts, long turn) {
      return parts.all().filter(part -> ((RescoredPart) part).turn() == turn).count()
          == TopicSettings.DEFAULT.partitions();
    }

    /// Sends live events, one after another, and measures how soon each shows in its account's
    /// view.
    private List<Duration> probe(Heard views, BooleanSupplier until) {
      // Another one each time, or else views would not change.
      SplittableRandom random = new SplittableRandom(System.nanoTime());
      Map<String, Long> sent = new ConcurrentHashMap<>();
      ConcurrentLinkedQueue<Duration> took = new ConcurrentLinkedQueue<>();
      views.onRecord(
          key -> Optional.ofNullable(sent.remove(key)).ifPresent(from -> took.add(since(from))));
      while (!until.getAsBoolean()) {
        int account = random.nextInt(accounts);
        AccountEvent event = attributes(account, (int) (System.nanoTime() / 1_000_000), random);
        if (sent.putIfAbsent(event.accountId(), System.nanoTime()) == null) {
          writer.write(topics.accounts(), Events.toAvro((AccountEvent.AttributesObserved) event));
        }
        LockSupport.parkNanos(BETWEEN_PROBES.toNanos());
      }
      await(sent::isEmpty);
      views.onRecord(_ -> {});
      return List.copyOf(took);
    }

    private static void report(String when, List<Duration> took) {
      long[] millis = took.stream().mapToLong(Duration::toMillis).sorted().toArray();
      say(
          "live events %s: %d, median %d ms, 95%% %d ms, 99%% %d ms, slowest %d ms"
              .formatted(
                  when,
                  millis.length,
                  millis[millis.length / 2],
                  millis[millis.length * 95 / 100],
                  millis[millis.length * 99 / 100],
                  millis[millis.length - 1]));
    }
  }

  private static AccountEvent.AttributesObserved attributes(
      int account, int revision, SplittableRandom random) {
    TreeMap<String, Optional<AttributeValue>> attributes = new TreeMap<>();
    attributes.put("industry", text(INDUSTRIES, random));
    attributes.put("region", text(REGIONS, random));
    attributes.put("employees", quantity(random.nextInt(1, 5_000)));
    attributes.put("founded", quantity(random.nextInt(1950, 2026)));
    attributes.put("revenue", quantity(random.nextInt(1, 900)));
    attributes.put(
        "technologies",
        Optional.of(
            AttributeValue.Tags.of(
                Stream.of("kafka", "spark", "java", "go", "rust")
                    .filter(_ -> random.nextBoolean())
                    .toList())));
    attributes.put("name", Optional.of(new AttributeValue.Text("Company " + account)));
    return new AccountEvent.AttributesObserved(
        "a" + account + "." + revision,
        id(account),
        FROM.plusMillis(revision),
        "bench",
        attributes);
  }

  private static AccountEvent.DealReported deal(int account, SplittableRandom random) {
    Instant closedAt = FROM.plus(Duration.ofHours(1 + random.nextInt(4_000)));
    boolean won = random.nextInt(INDUSTRIES.size()) > account % INDUSTRIES.size();
    return new AccountEvent.DealReported(
        "d" + account,
        id(account),
        closedAt,
        "bench",
        "deal" + account,
        0,
        won ? AccountEvent.DealStage.WON : AccountEvent.DealStage.LOST,
        Optional.empty(),
        OptionalDouble.empty(),
        OptionalDouble.empty(),
        Optional.of(closedAt.minus(Duration.ofHours(1))),
        Optional.of(closedAt),
        Optional.empty(),
        new TreeMap<>());
  }

  private static String id(int account) {
    return "account-%07d".formatted(account);
  }

  private static Optional<AttributeValue> text(List<String> values, SplittableRandom random) {
    return Optional.of(new AttributeValue.Text(values.get(random.nextInt(values.size()))));
  }

  private static Optional<AttributeValue> quantity(int value) {
    return Optional.of(new AttributeValue.Quantity(value));
  }

  /// Reads every ledger as bytes, and nothing else: what no sweep can be faster than.
  private static void read(Path state) throws IOException, RocksDBException {
    List<Path> stores;
    try (Stream<Path> files = Files.walk(state)) {
      stores = files.filter(path -> path.endsWith("rocksdb/ledgers")).toList();
    }
    long from = System.nanoTime();
    long ledgers = 0;
    long bytes = 0;
    for (Path store : stores) {
      List<ColumnFamilyDescriptor> families = new ArrayList<>();
      try (Options options = new Options()) {
        RocksDB.listColumnFamilies(options, store.toString())
            .forEach(name -> families.add(new ColumnFamilyDescriptor(name)));
      }
      List<ColumnFamilyHandle> handles = new ArrayList<>();
      try (DBOptions options = new DBOptions();
          RocksDB db = RocksDB.openReadOnly(options, store.toString(), families, handles)) {
        for (ColumnFamilyHandle handle : handles) {
          try (RocksIterator all = db.newIterator(handle)) {
            for (all.seekToFirst(); all.isValid(); all.next()) {
              ledgers++;
              bytes += all.value().length;
            }
          }
        }
      }
    }
    Duration took = since(from);
    say(
        "reading the stores alone: %,d ledgers, %,.0f MB, %s: %,.0f accounts/s"
            .formatted(ledgers, bytes / 1e6, seconds(took), ledgers / (took.toNanos() / 1e9)));
  }

  /// What a topic says, committed, from its beginning.
  private static final class Heard implements AutoCloseable {

    private final Map<String, Object> latest = new ConcurrentHashMap<>();
    private final AtomicBoolean closed = new AtomicBoolean();
    private volatile Consumer<String> onRecord = _ -> {};

    private Heard(Topic<String, ?> topic, Map<String, Object> clients) {
      Map<String, Object> config = new TreeMap<>(clients);
      config.put("isolation.level", "read_committed");
      config.put("auto.offset.reset", "earliest");
      Thread.ofPlatform().name(topic.name()).start(() -> read(topic, config));
    }

    static Heard of(Topic<String, ?> topic, Map<String, Object> clients) {
      return new Heard(topic, clients);
    }

    private void read(Topic<String, ?> topic, Map<String, Object> config) {
      boolean isDecoded = !topic.name().endsWith("account-views");
      try (KafkaConsumer<byte[], byte[]> consumer =
          new KafkaConsumer<>(config, new ByteArrayDeserializer(), new ByteArrayDeserializer())) {
        List<TopicPartition> partitions =
            consumer.partitionsFor(topic.name()).stream()
                .map(partition -> new TopicPartition(topic.name(), partition.partition()))
                .toList();
        consumer.assign(partitions);
        consumer.seekToBeginning(partitions);
        while (!closed.get()) {
          for (ConsumerRecord<byte[], byte[]> record : consumer.poll(Duration.ofMillis(100))) {
            String key = new String(record.key(), UTF_8);
            Object value =
                isDecoded
                    ? topic.value().deserializer().deserialize(topic.name(), record.value())
                    : "";
            latest.put(
                isDecoded ? key + "/" + record.partition() + "/" + record.offset() : key, value);
            onRecord.accept(key);
          }
        }
      }
    }

    int keys() {
      return latest.size();
    }

    Stream<Object> all() {
      return latest.values().stream();
    }

    void onRecord(Consumer<String> listener) {
      onRecord = listener;
    }

    @Override
    public void close() {
      closed.set(true);
    }
  }

  /// The refinery's process.
  private static final class Refinery implements AutoCloseable {

    private final Path jar;
    private final Path state;
    private final String bootstrapServers;
    private Optional<Process> process = Optional.empty();

    Refinery(Path jar, Path state, String bootstrapServers) {
      this.jar = jar;
      this.state = state;
      this.bootstrapServers = bootstrapServers;
    }

    Path state() {
      return state;
    }

    /// Returns how long it took to be ready.
    Duration start() throws IOException {
      int port = Processes.freePort();
      long from = System.nanoTime();
      process =
          Optional.of(
              new ProcessBuilder(
                      Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                      "-Xmx1g",
                      "-jar",
                      jar.toString(),
                      "--bootstrap.servers=" + bootstrapServers,
                      "--state.dir=" + state,
                      "--health.port=" + port)
                  .redirectOutput(state.resolveSibling("sweep-refinery.log").toFile())
                  .redirectErrorStream(true)
                  .start());
      await(() -> isReady(port));
      return since(from);
    }

    void kill() {
      process.ifPresent(running -> running.destroyForcibly().onExit().join());
    }

    void stop() {
      process.ifPresent(running -> {
        running.destroy();
        running.onExit().join();
      });
    }

    double residentBytes() throws IOException {
      return Processes.residentBytes(process.orElseThrow());
    }

    @Override
    public void close() {
      kill();
    }

    private static boolean isReady(int port) {
      try {
        URI uri = URI.create("http://localhost:" + port + "/health/readiness");
        return HTTP.send(HttpRequest.newBuilder(uri).build(), BodyHandlers.discarding())
                .statusCode()
            == 200;
      } catch (IOException e) {
        return false;
      } catch (InterruptedException e) {
        throw new IllegalStateException(e);
      }
    }
  }

  private static BooleanSupplier passed(Duration time) {
    long end = System.nanoTime() + time.toNanos();
    return () -> System.nanoTime() > end;
  }

  private static void await(BooleanSupplier condition) {
    Processes.await(PATIENCE, condition);
  }

  private static Duration since(long nanoTime) {
    return Duration.ofNanos(System.nanoTime() - nanoTime);
  }

  private static String seconds(Duration time) {
    return "%.1f s".formatted(time.toMillis() / 1e3);
  }

  private static void say(String line) {
    System.out.println(line);
  }
}
