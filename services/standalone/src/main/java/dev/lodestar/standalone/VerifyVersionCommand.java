package dev.lodestar.standalone;

import dev.lodestar.core.definition.ProfileDefinition;
import dev.lodestar.core.profile.DefinitionHash;
import dev.lodestar.core.profile.LearnedProfile;
import dev.lodestar.standalone.running.Refusal;
import dev.lodestar.standalone.terminal.Terminal;
import dev.lodestar.standalone.verifying.Differences;
import dev.lodestar.standalone.verifying.Installation;
import dev.lodestar.standalone.verifying.Verification;
import dev.lodestar.wire.ConnectionOptions;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/// Learns a published version anew from the events themselves, and says whether it comes out the
/// same.
@Command(
    name = "verify-version",
    mixinStandardHelpOptions = true,
    description = {
      "Learns a published version anew, in this process, from its definition and the events in the"
          + " topics, and says whether it comes out the same, to the last byte.",
      "A version does not record which events it had seen. Events are taken in the order they were"
          + " received, and the version is looked for at every point at which the evidence says as"
          + " much as it does. If several brokers or partitions were read at different speeds just"
          + " then, there may be no such point: publish a version with everything settled, as"
          + " ./lodestar import does, to verify that one.",
    },
    exitCodeListHeading = "%nExit codes:%n",
    exitCodeList = {"0:identical", "1:different, or it cannot be told"},
    footer = {
      "",
      "Examples:",
      "  ./lodestar verify-version default 3",
      "  ./lodestar verify-version b2b 1 --bootstrap-servers broker:9092",
    })
final class VerifyVersionCommand implements Callable<Integer> {

  private static final int MOST_DIFFERENCES = 12;

  private final Terminal terminal;

  @Mixin private final ConnectionOptions options = new ConnectionOptions();

  @Parameters(index = "0", paramLabel = "PROFILE", description = "Which profile.")
  private String profile = "";

  @Parameters(index = "1", paramLabel = "N", description = "Which version of it.")
  private int number;

  VerifyVersionCommand(Terminal terminal) {
    this.terminal = terminal;
  }

  @Override
  public Integer call() {
    try (Installation installation = new Installation(options.connection())) {
      var published = installation.version(profile, number).learned();
      var definition = definition(installation, published);
      var inputs = installation.inputs();
      var events = inputs.events();
      var verdict = Verification.of(definition, published, events);
      terminal.say(
          "Read %,d events%s; learned version %d of %s anew from the first %,d of them."
              .formatted(
                  events.size(),
                  inputs.unusable() == 0
                      ? ""
                      : " (and %,d that could not be used)".formatted(inputs.unusable()),
                  number,
                  profile,
                  verdict.events()));
      terminal.say("published     " + published.fingerprint());
      terminal.say("learned anew  " + verdict.learned().fingerprint());
      if (verdict.isIdentical(published)) {
        terminal.say(terminal.good("Identical, to the last byte."));
        return 0;
      }
      explain(published, verdict);
      return 1;
    }
  }

  private ProfileDefinition definition(Installation installation, LearnedProfile published) {
    return installation.definitions(profile).stream()
        .filter(d -> DefinitionHash.of(d).equals(published.definitionHash()))
        .filter(d -> DefinitionHash.ofHypotheses(d).equals(published.hypothesesHash()))
        .findFirst()
        .orElseThrow(() ->
            new Refusal(
                ("It cannot be told: profile %s has been defined anew since version %d, and the"
                        + " definition of then is no longer kept.")
                    .formatted(profile, number)));
  }

  private void explain(LearnedProfile published, Verification.Verdict verdict) {
    if (verdict.knowsAsMuch()) {
      terminal.say(terminal.bad("Different, from evidence that says as much:"));
    } else {
      terminal.say(
          terminal.notable(
              "It cannot be told: at no point in the order of receipt were just these deals known."));
      terminal.say(
          "Events may have expired, or been read in another order just then. Compared with all"
              + " there is:");
    }
    List<String> differences = Differences.between(published, verdict.learned());
    differences.stream().limit(MOST_DIFFERENCES).forEach(line -> terminal.say("  " + line));
    if (differences.size() > MOST_DIFFERENCES) {
      terminal.say("  and %d more.".formatted(differences.size() - MOST_DIFFERENCES));
    }
  }
}
