package dev.lodestar.standalone;

import dev.lodestar.standalone.asking.ApiClient.Answer;
import dev.lodestar.standalone.terminal.StatusText;
import dev.lodestar.standalone.terminal.Terminal;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/// Says whether a Lodestar runs, and how far it has come.
@Command(
    name = "status",
    mixinStandardHelpOptions = true,
    description =
        "Says whether Lodestar is ready, what it has learned from, and what it lags behind.",
    exitCodeListHeading = "%nExit codes:%n",
    exitCodeList = {"0:ready", "1:not ready, or nothing answers"},
    footer = {
      "",
      "Examples:",
      "  ./lodestar status",
      "  ./lodestar status --json | jq .profiles",
    })
final class StatusCommand implements Callable<Integer> {

  private final Terminal terminal;

  @Mixin private final ApiOption api = new ApiOption();

  @Option(names = "--json", description = "As the API answers it.")
  private boolean json;

  StatusCommand(Terminal terminal) {
    this.terminal = terminal;
  }

  @Override
  public Integer call() {
    try (var client = api.open()) {
      Answer readiness = client.ask("/health/readiness");
      Answer profiles = client.ask("/profiles");
      var text = new StatusText(terminal, client.base());
      if (json) {
        terminal.say(StatusText.json(readiness, profiles).toPrettyString());
      } else {
        terminal.say(text.of(readiness, profiles));
      }
      return readiness.isGood() ? 0 : 1;
    }
  }
}
