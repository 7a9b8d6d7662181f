package dev.lodestar.backtest;

import dev.lodestar.core.definition.AttributeRule;
import dev.lodestar.core.definition.ProfileDefinition;
import dev.lodestar.importer.csv.UnreadableFileException;
import dev.lodestar.importer.history.CsvHistory;
import dev.lodestar.importer.mapping.Mapping;
import dev.lodestar.importer.mapping.MappingException;
import java.io.Console;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.Callable;
import me.tongfei.progressbar.ProgressBarBuilder;
import me.tongfei.progressbar.ProgressBarStyle;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/// Replays a history without a broker, and grades Lodestar beside its peers.
@Command(
    name = "backtest",
    mixinStandardHelpOptions = true,
    description = {
      "Replays a history, each deal predicted as of its opening and learned at its close, and grades"
          + " Lodestar beside its peers. Needs no broker.",
      "The column `at close` is the log-loss of predicting each deal just before its outcome was"
          + " known (test, then train); it is the same where a deal has one date only.",
    },
    footer = {
      "",
      "Example:",
      "  ./lodestar backtest --mapping services/importer/mappings/lead-scoring.yml leads.csv",
    })
public final class BacktestCommand implements Callable<Integer> {

  private static final int UNUSABLE = 2;
  private static final int CADENCE_PARTS = 100;
  private static final int SKIPPED_PERCENT = 5;

  private final InstantSource clock;

  @Spec private @Nullable CommandSpec spec;

  @Option(
      names = "--mapping",
      required = true,
      paramLabel = "FILE",
      description = "What the columns mean, as for import.")
  private Path mapping = Path.of("");

  @Parameters(arity = "1..*", paramLabel = "CSV", description = "The files, or their folder.")
  private List<Path> files = List.of();

  @Option(
      names = "--every",
      paramLabel = "N",
      description = "Deals between two refits (default: one in a hundred of all).")
  private int every;

  @Option(
      names = "--attributes",
      split = ",",
      paramLabel = "NAME",
      description = "Look at these attributes only.")
  private List<String> attributes = List.of();

  @Option(
      names = "--shuffle",
      paramLabel = "SEED",
      description =
          "Replay the deals in a random order, one after the other: for data without times.")
  private @Nullable Long shuffle;

  @Option(names = "--no-peers", description = "Grade Lodestar alone.")
  private boolean alone;

  @Option(names = "--json", paramLabel = "OUT", description = "Also write the grades as JSON.")
  private @Nullable Path json;

  @Option(
      names = "--html",
      paramLabel = "OUT",
      defaultValue = "backtest.html",
      description = "Where to write the page (default: ${DEFAULT-VALUE}).")
  private Path html = Path.of("");

  /// @param clock tells what the future is, in which nothing can have happened
  public BacktestCommand(InstantSource clock) {
    this.clock = clock;
  }

  @Override
  public Integer call() throws IOException {
    try {
      var read = CsvHistory.read(Mapping.read(mapping), files, clock);
      var events = read.events();
      History everything = History.of(ProfileDefinition.withDefaults("backtest"), events);
      if (everything.deals().isEmpty()) {
        say("No closed deal in these files: nothing to predict.");
        return UNUSABLE;
      }
      History history =
          attributes.isEmpty()
              ? everything
              : History.of(looking(everything.scheme().attributes()), events);
      if (shuffle != null) {
        history = history.shuffled(shuffle);
      }
      BacktestReport report = report(read.mapping().name(), history);
      print(report);
      Files.writeString(html, HtmlReport.of(report));
      say("");
      say("The page with all curves: " + html.toAbsolutePath());
      if (json != null) {
        Files.writeString(json, JsonReport.of(report));
      }
      return 0;
    } catch (MappingException | UnreadableFileException e) {
      say(String.valueOf(e.getMessage()));
      return UNUSABLE;
    }
  }

  private BacktestReport report(String name, History history) {
    int deals = history.deals().size();
    int cadence = every > 0 ? every : Math.max(1, deals / CADENCE_PARTS);
    int skipped = deals * SKIPPED_PERCENT / 100;
    var replay = new Replay(history, cadence, skipped);
    var own = new LodestarContender(history.definition());
    var contenders = new ArrayList<Contender>(List.of(own));
    if (!alone) {
      contenders.addAll(Peers.of(history));
    }
    var cards = new ArrayList<Scorecard>();
    for (Contender contender : contenders) {
      long start = System.nanoTime();
      Predictions predictions = run(replay, contender);
      cards.add(
          Scorecard.of(
              contender.name(),
              predictions,
              java.time.Duration.ofNanos(System.nanoTime() - start)));
    }
    return new BacktestReport(
        name,
        deals,
        history.firstDay(),
        history.lastDay(),
        cadence,
        skipped,
        Doubts.warnings(history),
        alone ? cards : Peers.bestOfEachKind(cards),
        own.importances());
  }

  private Predictions run(Replay replay, Contender contender) {
    if (Optional.ofNullable(System.console()).filter(Console::isTerminal).isEmpty()) {
      return replay.run(contender, _ -> {});
    }
    try (var bar =
        new ProgressBarBuilder()
            .setTaskName(contender.name())
            .setInitialMax(replay.length())
            .setStyle(ProgressBarStyle.ASCII)
            .build()) {
      return replay.run(contender, bar::stepTo);
    }
  }

  private ProfileDefinition looking(List<String> known) {
    var unknown = new TreeSet<>(attributes);
    known.forEach(unknown::remove);
    unknown.forEach(name -> say("There is no attribute " + name + "; known are " + known));
    Map<String, AttributeRule> rules = new TreeMap<>();
    for (String name : known) {
      if (!attributes.contains(name)) {
        rules.put(name, new AttributeRule.Ignored());
      }
    }
    return ProfileDefinition.withDefaults("backtest").withAttributes(new TreeMap<>(rules));
  }

  private void print(BacktestReport report) {
    say(
        "%,d closed deals, %s to %s; refitted every %,d; the first %,d predictions are not graded"
            .formatted(
                report.deals(), report.from(), report.to(), report.every(), report.skipped()));
    report.warnings().forEach(this::say);
    say("");
    say(
        "%-28s %9s %7s %9s %7s %7s %10s %7s %7s %9s"
            .formatted(
                "",
                "log-loss",
                "AUC",
                "at close",
                "Brier",
                "slope",
                "intercept",
                "lift A",
                "lift D",
                "seconds"));
    for (Scorecard card : report.cards()) {
      say(
          String.format(
              Locale.ROOT,
              "%-28s %9.4f %7.3f %9.4f %7.4f %7.2f %10.2f %7.2f %7.2f %9.1f",
              card.contender(),
              card.logLoss(),
              card.auc(),
              card.atClose().logLoss(),
              card.brier(),
              card.calibrationSlope(),
              card.calibrationIntercept(),
              card.tiers().getFirst().lift(),
              card.tiers().getLast().lift(),
              card.took().toMillis() / 1e3));
    }
  }

  private void say(String line) {
    if (spec == null) {
      throw new IllegalStateException("not called through picocli");
    }
    PrintWriter out = spec.commandLine().getOut();
    out.println(line);
    out.flush();
  }
}
