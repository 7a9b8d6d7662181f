package dev.lodestar.standalone;

import com.fasterxml.jackson.databind.JsonNode;
import dev.lodestar.standalone.asking.ApiClient;
import dev.lodestar.standalone.running.Refusal;
import dev.lodestar.standalone.terminal.ProfileText;
import dev.lodestar.standalone.terminal.Terminal;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/// Shows an ideal customer profile at the terminal.
@Command(
    name = "profile",
    mixinStandardHelpOptions = true,
    description =
        "Shows an ideal customer profile: who, how surely, from what, and how well it predicts.",
    footer = {
      "",
      "Examples:",
      "  ./lodestar profile",
      "  ./lodestar profile b2b --version-number 3",
      "  ./lodestar profile --json | jq .version.learned.criteria",
    })
final class ProfileCommand implements Runnable {

  private static final int UNKNOWN = 404;

  private final Terminal terminal;

  @Mixin private final ApiOption api = new ApiOption();

  @Parameters(
      arity = "0..1",
      paramLabel = "ID",
      defaultValue = "default",
      description = "Which profile (default: ${DEFAULT-VALUE}).")
  private String id = "";

  @Option(
      names = {"-n", "--version-number"},
      paramLabel = "N",
      description = "An earlier version of it (default: the newest).")
  private @Nullable Integer number;

  @Option(names = "--json", description = "As the API answers it.")
  private boolean json;

  ProfileCommand(Terminal terminal) {
    this.terminal = terminal;
  }

  @Override
  public void run() {
    String path = "/profiles/" + ApiClient.segment(id);
    try (var client = api.open()) {
      if (client.ask(path).status() == UNKNOWN && client.get("/profiles").path("items").isEmpty()) {
        throw new Refusal("There is no profile yet: send deals, or import some.");
      }
      JsonNode answer =
          client.get(number == null ? path : "%s/versions/%d".formatted(path, number));
      var text = new ProfileText(terminal);
      if (json) {
        terminal.say(answer.toPrettyString());
      } else {
        terminal.say(number == null ? text.of(answer) : text.ofVersion(answer));
      }
    }
  }
}
