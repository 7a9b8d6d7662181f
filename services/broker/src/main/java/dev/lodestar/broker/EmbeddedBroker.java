package dev.lodestar.broker;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.Map.entry;

import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.lang.management.ManagementFactory;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Properties;
import java.util.concurrent.locks.LockSupport;
import javax.management.JMException;
import javax.management.ObjectName;
import kafka.server.KafkaConfig;
import kafka.server.KafkaRaftServer;
import org.apache.kafka.common.Uuid;
import org.apache.kafka.common.utils.Exit;
import org.apache.kafka.common.utils.Time;
import org.apache.kafka.metadata.storage.Formatter;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// A Kafka cluster of one node, broker and controller at once, inside this JVM.
///
/// It listens on `localhost` only. Its data is in one folder, which one process at a time can use,
/// and survives restarts, also after a crash. When Kafka itself finds that it cannot go on, on a
/// full disk for one, it ends this process, with a sentence on standard error.
public final class EmbeddedBroker implements AutoCloseable {

  /// With less free space than this a broker does not start.
  static final long MIN_FREE_BYTES = 256L * 1024 * 1024;

  private static final Logger log = LoggerFactory.getLogger(EmbeddedBroker.class);

  private static final String HOST = "localhost";
  private static final int NODE_ID = 1;

  /// After which the controller, alone with the traces of a broker that is gone, gives it up.
  private static final Duration ENDED_SESSION = Duration.ofSeconds(1);

  private static final Duration SESSION_PATIENCE = Duration.ofSeconds(30);
  private static final Duration PAUSE = Duration.ofMillis(50);

  private final FolderLock lock;
  private final KafkaRaftServer server;
  private final int port;

  private EmbeddedBroker(FolderLock lock, KafkaRaftServer server, int port) {
    this.lock = lock;
    this.server = server;
    this.port = port;
  }

  /// Starts on a free port.
  public static EmbeddedBroker start(Path folder) {
    return start(folder, 0);
  }

  /// Returns when clients can connect: within seconds, also when the last run was not closed.
  ///
  /// @param port 0 for a free one
  /// @throws BrokerNotStarted if the port is taken, the folder in use, or the disk full
  public static EmbeddedBroker start(Path folder, int port) {
    // Before all else: a second process would join the metadata log of the first and make it hang.
    FolderLock lock = FolderLock.on(folder);
    boolean started = false;
    try {
      EmbeddedBroker broker = start(lock, folder, freePort(port));
      started = true;
      return broker;
    } finally {
      if (!started) {
        lock.close();
      }
    }
  }

  private static EmbeddedBroker start(FolderLock lock, Path folder, int port) {
    requireSpaceIn(folder);
    explainExits(folder);
    Path logs = folder.resolve("log");
    if (!Files.exists(logs.resolve("meta.properties"))) {
      format(logs);
    } else if (!Files.exists(logs.resolve(".kafka_cleanshutdown"))) {
      log.info("The last run was not shut down: taking over its data.");
      endSessionOfLastRun(logs);
    }
    return new EmbeddedBroker(lock, started(settings(logs, port, freePort(0))), port);
  }

  private static KafkaRaftServer started(Map<String, String> settings) {
    var properties = new Properties();
    properties.putAll(settings);
    KafkaConfig config = KafkaConfig.fromProps(properties, false);
    KafkaRaftServer server = new KafkaRaftServer(config, Time.SYSTEM);
    boolean started = false;
    try {
      server.startup();
      started = true;
    } finally {
      if (!started) {
        server.shutdown();
      }
    }
    return server;
  }

  /// Runs the controller alone until it has noticed that the broker of the last run is gone.
  ///
  /// A broker that starts before that takes itself for the leader it was, and goes on to complete
  /// the transactions that were being committed. When the controller then ends the old session,
  /// partitions are without a leader for a moment, in which Kafka takes them for deleted, drops
  /// what is to be written to them, and calls the transactions complete. Offsets then stay
  /// undecided, and whoever reads them waits for ever.
  private static void endSessionOfLastRun(Path logs) {
    var settings = new HashMap<>(settings(logs, 0, freePort(0)));
    settings.put("process.roles", "controller");
    settings.put(
        "listeners",
        "CONTROLLER://" + settings.getOrDefault("controller.quorum.voters", "@").split("@", 2)[1]);
    settings.put("broker.session.timeout.ms", Long.toString(ENDED_SESSION.toMillis()));
    settings.put("broker.heartbeat.interval.ms", Long.toString(ENDED_SESSION.toMillis() / 4));
    KafkaRaftServer controller = started(settings);
    try {
      long begin = System.nanoTime();
      // Not until none is active: before the controller has read who was, it counts none, either.
      while (fencedBrokers() == 0 && System.nanoTime() - begin < SESSION_PATIENCE.toNanos()) {
        LockSupport.parkNanos(PAUSE.toNanos());
      }
    } finally {
      controller.shutdown();
      controller.awaitShutdown();
    }
  }

  private static int fencedBrokers() {
    try {
      var name = new ObjectName("kafka.controller:type=KafkaController,name=FencedBrokerCount");
      return (Integer) ManagementFactory.getPlatformMBeanServer().getAttribute(name, "Value");
    } catch (JMException e) {
      throw new IllegalStateException("Kafka's controller does not say how many brokers it has", e);
    }
  }

  private static int freePort(int port) {
    try (ServerSocket socket = new ServerSocket()) {
      socket.bind(new InetSocketAddress(HOST, port));
      return socket.getLocalPort();
    } catch (IOException e) {
      throw new BrokerNotStarted(
          "Kafka's port %d cannot be used (%s): stop the program that listens there, or choose another port."
              .formatted(port, e.getMessage()),
          e);
    }
  }

  private static void requireSpaceIn(Path folder) {
    long free = folder.toFile().getUsableSpace();
    if (free < MIN_FREE_BYTES) {
      throw new BrokerNotStarted(
          "The disk of the data folder %s is full (%d MB free, %d needed): make room, or choose another folder."
              .formatted(folder, megabytes(free), megabytes(MIN_FREE_BYTES)));
    }
  }

  private static void explainExits(Path folder) {
    Exit.Procedure explain =
        (status, message) -> {
          System.err.printf(
              "Kafka cannot go on with the data folder %s, whose disk has %d MB free%s.%n",
              folder,
              megabytes(folder.toFile().getUsableSpace()),
              message == null ? "" : ": " + message);
          Runtime.getRuntime().halt(status);
        };
    Exit.setExitProcedure(explain);
    Exit.setHaltProcedure(explain);
  }

  private static long megabytes(long bytes) {
    return bytes / (1024 * 1024);
  }

  private static void format(Path logs) {
    try {
      new Formatter()
          .setClusterId(Uuid.randomUuid().toString())
          .setNodeId(NODE_ID)
          .setControllerListenerName("CONTROLLER")
          .setMetadataLogDirectory(logs.toString())
          .addDirectory(logs.toString())
          .setIgnoreFormatted(true)
          .setPrintStream(new PrintStream(OutputStream.nullOutputStream(), false, UTF_8))
          .run();
    } catch (Exception e) {
      throw new BrokerNotStarted(
          "The data folder %s cannot be prepared for Kafka (%s).".formatted(logs, e.getMessage()),
          e);
    }
  }

  private static Map<String, String> settings(Path logs, int port, int controllerPort) {
    return Map.ofEntries(
        entry("process.roles", "broker,controller"),
        entry("node.id", Integer.toString(NODE_ID)),
        entry("controller.quorum.voters", NODE_ID + "@" + HOST + ":" + controllerPort),
        entry(
            "listeners",
            "PLAINTEXT://%s:%d,CONTROLLER://%s:%d".formatted(HOST, port, HOST, controllerPort)),
        entry("listener.security.protocol.map", "PLAINTEXT:PLAINTEXT,CONTROLLER:PLAINTEXT"),
        entry("controller.listener.names", "CONTROLLER"),
        entry("log.dirs", logs.toString()),
        // A mistyped topic is an error, not a new topic.
        entry("auto.create.topics.enable", "false"),
        // One node holds the only replica of everything.
        entry("default.replication.factor", "1"),
        entry("min.insync.replicas", "1"),
        entry("offsets.topic.replication.factor", "1"),
        entry("offsets.topic.num.partitions", "4"),
        entry("transaction.state.log.replication.factor", "1"),
        entry("transaction.state.log.min.isr", "1"),
        entry("transaction.state.log.num.partitions", "4"),
        entry("share.coordinator.state.topic.replication.factor", "1"),
        entry("share.coordinator.state.topic.min.isr", "1"),
        entry("share.coordinator.state.topic.num.partitions", "1"),
        // Nobody else will join: no reason to wait.
        entry("group.initial.rebalance.delay.ms", "0"),
        // How long a pause may last before clients notice.
        entry("broker.session.timeout.ms", "6000"),
        entry("broker.heartbeat.interval.ms", "500"),
        // Kafka's defaults are for a machine of its own: 128 MB for the cleaner, some 40
        // threads.
        entry("log.cleaner.dedupe.buffer.size", Integer.toString(16 * 1024 * 1024)),
        entry("num.network.threads", "2"),
        entry("num.io.threads", "4"),
        entry("background.threads", "2"));
  }

  /// Where clients connect: `bootstrap.servers`.
  public String bootstrapServers() {
    return HOST + ":" + port;
  }

  /// Returns when all data is on disk; the next start is then quick.
  @Override
  public void close() {
    server.shutdown();
    server.awaitShutdown();
    lock.close();
  }
}
