package dev.lodestar.query;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.lodestar.broker.EmbeddedBroker;
import dev.lodestar.core.account.AccountView;
import dev.lodestar.core.definition.ProfileDefinition;
import dev.lodestar.core.fit.AccountFit;
import dev.lodestar.core.observation.Observation;
import dev.lodestar.core.profile.ProfileStatus;
import dev.lodestar.core.profile.ProfileVersion;
import dev.lodestar.core.profile.PublishedChange;
import dev.lodestar.core.retargeting.Retargeting;
import dev.lodestar.query.outbound.Reachable;
import dev.lodestar.query.targeting.Grades;
import dev.lodestar.wire.EnsureTopics;
import dev.lodestar.wire.RegistrySettings;
import dev.lodestar.wire.Topic;
import dev.lodestar.wire.TopicSettings;
import dev.lodestar.wire.Topics;
import dev.lodestar.wire.registry.SchemaRegistry;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BooleanSupplier;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.jspecify.annotations.Nullable;

/// The API on topics of its own, and what a refinery would write to them.
public final class LiveApi implements AutoCloseable {

  private static final ObjectMapper JSON = new ObjectMapper();
  private static final CountDownLatch NEVER = new CountDownLatch(1);
  private static final Duration PATIENCE = Duration.ofSeconds(30);
  private static final AtomicInteger INSTALLATIONS = new AtomicInteger();

  private final QuerySettings settings;
  private final List<Object> parts;
  private final SchemaRegistry registry;
  private final Topics topics;
  private final Producer<byte[], byte[]> producer;
  private final HttpClient http = HttpClient.newHttpClient();
  private QueryApi api;

  /// One broker for all tests of this JVM: starting one takes seconds.
  private static final class Broker {

    static final EmbeddedBroker SHARED = start();

    private static EmbeddedBroker start() {
      try {
        Path folder =
            Files.createTempDirectory(Files.createDirectories(Path.of("target")), "live-api");
        EmbeddedBroker broker = EmbeddedBroker.start(folder);
        Runtime.getRuntime().addShutdownHook(new Thread(broker::close));
        return broker;
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
  }

  private LiveApi(QuerySettings settings, List<Object> parts) {
    this.settings = settings;
    this.parts = parts;
    Map<String, Object> clients = settings.clientConfig();
    registry = settings.registry().open(settings.topicPrefix(), clients);
    topics = Topics.of(settings.topicPrefix(), registry);
    EnsureTopics.ensure(clients, topics, TopicSettings.DEFAULT.withPartitions(3));
    producer = new KafkaProducer<>(clients, new ByteArraySerializer(), new ByteArraySerializer());
    api = QueryApi.start(settings, parts);
  }

  /// Empty, and ready.
  public static LiveApi start() {
    return start(List.of());
  }

  /// Empty, and ready.
  ///
  /// @param parts that take the place of those there would be: clocks, schedules
  public static LiveApi start(List<Object> parts) {
    LiveApi live = new LiveApi(settings(freshPrefix()), parts);
    live.awaitReady();
    return live;
  }

  /// Another instance on the same topics.
  public QueryApi another() {
    return QueryApi.start(settings, parts);
  }

  public static String freshPrefix() {
    return "test" + INSTALLATIONS.incrementAndGet() + ".";
  }

  public static QuerySettings settings(String prefix) {
    return new QuerySettings(
        Broker.SHARED.bootstrapServers(),
        prefix,
        RegistrySettings.EMBEDDED,
        "localhost",
        0,
        // Where tests listen.
        Reachable.with("127.0.0.1,::1"),
        Grades.DEFAULT,
        Map.of());
  }

  public Topics topics() {
    return topics;
  }

  public QuerySettings settings() {
    return settings;
  }

  public URI uri(String path) {
    return URI.create(api.uri() + path);
  }

  /// Another process on the same topics.
  public void restart() {
    stop();
    begin();
  }

  /// Ends the process.
  public void stop() {
    api.close();
  }

  /// Begins another process after [#stop].
  public void begin() {
    api = QueryApi.start(settings, parts);
    awaitReady();
  }

  public void awaitReady() {
    await(() -> api.isReady());
  }

  // ---- what a refinery writes

  public void write(ProfileVersion version) {
    write(
        topics.profileVersions(),
        Topics.versionKey(version.profileId(), version.number()),
        version);
  }

  public void write(ProfileStatus status) {
    write(topics.profileStatus(), status.profileId(), status);
  }

  public void write(AccountView view) {
    write(topics.accountViews(), view.accountId(), view);
  }

  public void write(Observation observation) {
    write(topics.observations(), observation.id(), observation);
  }

  public void write(ProfileDefinition definition) {
    write(topics.profileDefinitions(), definition.profileId(), definition);
  }

  public void write(AccountFit fit) {
    write(topics.fits(), Topics.accountKey(fit.profileId(), fit.accountId()), fit);
  }

  public void write(PublishedChange change) {
    write(topics.profileChanges(), change.profileId(), change);
  }

  public void write(Retargeting decision) {
    write(
        topics.retargeting(),
        Topics.accountKey(decision.profileId(), decision.accountId()),
        decision);
  }

  public <V> void write(Topic<String, V> topic, String key, @Nullable V value) {
    byte[] bytes = value == null ? null : topic.value().serializer().serialize(topic.name(), value);
    writeBytes(topic, key, bytes);
  }

  /// Not flushed: followed by an `await` of what it leads to.
  public void writeBytes(Topic<String, ?> topic, String key, byte @Nullable [] value) {
    Future<?> _ = producer.send(new ProducerRecord<>(topic.name(), key.getBytes(UTF_8), value));
  }

  // ---- what clients ask

  public HttpResponse<String> get(String path, String... headers) {
    return send(request(path, headers).GET().build());
  }

  public HttpResponse<String> post(String path, String body, String... headers) {
    return send(
        request(path, headers)
            .header("Content-Type", "application/json")
            .POST(BodyPublishers.ofString(body))
            .build());
  }

  public HttpResponse<String> delete(String path) {
    return send(request(path).DELETE().build());
  }

  public HttpResponse<String> put(String path, String body, String... headers) {
    return send(
        request(path, headers)
            .header("Content-Type", "application/json")
            .PUT(BodyPublishers.ofString(body))
            .build());
  }

  public HttpRequest.Builder request(String path, String... headers) {
    HttpRequest.Builder request = HttpRequest.newBuilder(uri(path)).timeout(PATIENCE);
    return headers.length == 0 ? request : request.headers(headers);
  }

  public HttpResponse<String> send(HttpRequest request) {
    try {
      return http.send(request, BodyHandlers.ofString());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  /// The answer as JSON.
  public JsonNode json(String path) {
    return json(get(path));
  }

  public static JsonNode json(HttpResponse<String> response) {
    return parse(response.body());
  }

  public static JsonNode parse(String text) {
    try {
      return JSON.readTree(text);
    } catch (IOException e) {
      throw new UncheckedIOException("not JSON: " + text, e);
    }
  }

  /// Returns when a path answers 200.
  public JsonNode awaitJson(String path) {
    await(() -> get(path).statusCode() == 200);
    return json(path);
  }

  public static void await(BooleanSupplier condition) {
    long end = System.nanoTime() + PATIENCE.toNanos();
    while (!condition.getAsBoolean()) {
      if (System.nanoTime() > end) {
        throw new AssertionError("not so within " + PATIENCE);
      }
      try {
        NEVER.await(20, TimeUnit.MILLISECONDS);
      } catch (InterruptedException e) {
        throw new IllegalStateException(e);
      }
    }
  }

  @Override
  public void close() {
    api.close();
    producer.close();
    registry.close();
  }
}
