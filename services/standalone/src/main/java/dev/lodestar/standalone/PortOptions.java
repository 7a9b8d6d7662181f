package dev.lodestar.standalone;

import dev.lodestar.standalone.running.DataFolder;
import dev.lodestar.standalone.running.Port;
import dev.lodestar.standalone.running.Standalone;
import dev.lodestar.standalone.terminal.Terminal;
import picocli.CommandLine.Option;

/// Where a Lodestar that runs alone listens.
final class PortOptions {

  @Option(
      names = "--port",
      paramLabel = "PORT",
      defaultValue = "8080",
      description =
          "Where the API and the page answer; 0 for any free port (default: ${DEFAULT-VALUE}).")
  private int port;

  @Option(
      names = "--broker-port",
      paramLabel = "PORT",
      defaultValue = "9092",
      description =
          "Where the Kafka broker listens; 0 for any free port (default: ${DEFAULT-VALUE}).")
  private int brokerPort;

  /// Before anything is touched.
  void requireFree() {
    Port.requireFree(port, "HTTP port", "--port");
    Port.requireFree(brokerPort, "Kafka port", "--broker-port");
  }

  Standalone start(DataFolder folder, Terminal terminal) {
    long begin = System.nanoTime();
    terminal.say("starting a Kafka broker, the refinery and the API…");
    if (folder.crashed()) {
      terminal.say(
          "the last run was not stopped properly: taking over what it left, which takes some seconds more…");
    }
    var standalone = Standalone.start(folder, port, brokerPort);
    terminal.say("ready after %.1f s".formatted((System.nanoTime() - begin) / 1e9));
    return standalone;
  }
}
