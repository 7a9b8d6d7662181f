package dev.lodestar.standalone;

import dev.lodestar.standalone.terminal.Terminal;
import picocli.CommandLine.Command;

/// Says which Lodestar this is.
@Command(
    name = "version",
    mixinStandardHelpOptions = true,
    description = "Says which Lodestar this is.")
final class VersionCommand implements Runnable {

  private final Terminal terminal;

  VersionCommand(Terminal terminal) {
    this.terminal = terminal;
  }

  @Override
  public void run() {
    terminal.say(new Lodestar.Version().getVersion()[0]);
  }
}
