package dev.lodestar.importer;

import dev.lodestar.core.account.AccountEvent;
import dev.lodestar.importer.csv.UnreadableFileException;
import dev.lodestar.importer.delivery.Delivery;
import dev.lodestar.importer.delivery.DeliveryException;
import dev.lodestar.importer.delivery.Destination;
import dev.lodestar.importer.delivery.Settlement;
import dev.lodestar.importer.history.CsvHistory;
import dev.lodestar.importer.history.Disposition;
import dev.lodestar.importer.history.FileReport;
import dev.lodestar.importer.history.Reject;
import dev.lodestar.importer.history.Watcher;
import dev.lodestar.importer.mapping.Mapping;
import dev.lodestar.importer.mapping.MappingException;
import dev.lodestar.wire.ConnectionOptions;
import dev.lodestar.wire.Topics;
import dev.lodestar.wire.registry.KnownSchemas;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/// Imports a history from CSV files.
@Command(
    name = "import",
    mixinStandardHelpOptions = true,
    sortOptions = false,
    description = {
      "Imports accounts, deals, visits and churn from CSV files.",
      "A mapping says what their columns mean; services/importer/mappings has examples. Importing the"
          + " same files again, or their rows in another order, changes nothing.",
    },
    footer = {
      "",
      "Exit codes: 0 everything was imported; 1 imported, but some rows were rejected; 2 the mapping or"
          + " the files cannot be used, and nothing was sent; 3 no broker, or it went away.",
      "",
      "Example:",
      "  ./lodestar import --mapping services/importer/mappings/crm-opportunities.yml exports/",
    })
public final class ImportCommand implements Callable<Integer> {

  private static final int DONE = 0;
  private static final int DONE_WITH_REJECTS = 1;
  private static final int UNUSABLE = 2;
  private static final int BROKER_AWAY = 3;

  private static final long KILOBYTE = 1 << 10;

  private final InstantSource clock;

  @Spec private @Nullable CommandSpec spec;

  @Parameters(
      paramLabel = "CSV",
      arity = "1..*",
      description = "The files of the mapping, or folders that hold them.")
  private List<Path> csv = List.of();

  @Option(
      names = {"-m", "--mapping"},
      required = true,
      paramLabel = "FILE",
      description = "What the columns mean, in YAML.")
  private Path mappingFile = Path.of("");

  @Option(
      names = "--dry-run",
      description = "Say what would be read, column by column, and sent; needs no broker.")
  private boolean dryRun;

  @Option(
      names = "--rejects",
      paramLabel = "FILE",
      description =
          "Where rows go that cannot be used (default: <name of the mapping>.rejects.csv).")
  private @Nullable Path rejectsFile;

  @Option(
      names = "--no-wait",
      description = "Return when everything is sent, not when profiles have learned from it.")
  private boolean noWait;

  @Option(
      names = {"-q", "--quiet"},
      description = "Speak only of problems.")
  private boolean quiet;

  @Mixin private final ConnectionOptions options = new ConnectionOptions();

  @Option(
      names = "--application-id",
      paramLabel = "ID",
      defaultValue = "${env:LODESTAR_APPLICATION_ID:-lodestar-refinery}",
      description = "The refinery that is waited for (default: ${DEFAULT-VALUE}).")
  private String applicationId = "";

  /// @param clock tells what the future is, in which nothing can have happened
  public ImportCommand(InstantSource clock) {
    this.clock = clock;
  }

  @Override
  public Integer call() {
    if (spec == null) {
      throw new IllegalStateException("not called through picocli");
    }
    var line = spec.commandLine();
    var console = Console.of(line.getOut(), line.getErr(), quiet);
    try {
      return run(console);
    } catch (MappingException e) {
      e.problems().forEach(console::warn);
      return UNUSABLE;
    } catch (DeliveryException e) {
      console.warn(e.getMessage());
      return BROKER_AWAY;
    } catch (UnreadableFileException e) {
      console.warn(String.valueOf(e.getMessage()));
      return UNUSABLE;
    } catch (IOException | UncheckedIOException e) {
      console.warn("the files cannot be read: " + e.getMessage());
      return UNUSABLE;
    }
  }

  private int run(Console console) throws IOException, MappingException {
    Mapping mapping = Mapping.read(mappingFile);
    Path rejects = rejectsFile == null ? Path.of(mapping.name() + ".rejects.csv") : rejectsFile;
    try (var rejected = new RejectsFile(rejects)) {
      CsvHistory history = read(mapping, rejected, console);
      if (dryRun) {
        history.report().files().forEach(file -> describe(file, mapping, console));
      }
      Summary.of(history.report(), mapping).forEach(console::say);
      if (rejected.count() > 0) {
        console.warn(
            "%,d %s rejected, see %s"
                .formatted(
                    rejected.count(), rejected.count() == 1 ? "row" : "rows", rejected.path()));
      }
      if (dryRun) {
        console.say(Summary.events("would send", eventsByTopic(history)));
      } else {
        deliver(history, console);
      }
      return rejected.count() > 0 ? DONE_WITH_REJECTS : DONE;
    }
  }

  private CsvHistory read(Mapping mapping, RejectsFile rejected, Console console)
      throws IOException, MappingException {
    var watcher =
        new Watcher() {
          private Progress progress = new Progress.Silent();

          @Override
          public void rejected(Reject reject) {
            rejected.add(reject);
          }

          @Override
          public void starts(long bytes) {
            progress = console.progress("reading", bytes, "kB", KILOBYTE);
          }

          @Override
          public void read(long bytes) {
            progress.reached(bytes);
          }

          @Override
          public void ends() {
            progress.close();
          }

          @Override
          public boolean asksForColumns() {
            return dryRun;
          }
        };
    return CsvHistory.read(mapping, csv, clock, watcher);
  }

  private static void describe(FileReport file, Mapping mapping, Console console) {
    console.say(file.file());
    ColumnTable.of(file).forEach(console::say);
    mapping.files().stream()
        .filter(described -> described.name().equals(file.name()))
        .flatMap(described -> ColumnTable.alsoGiven(file, described).stream())
        .forEach(console::say);
    console.say("");
  }

  private SortedMap<String, Long> eventsByTopic(CsvHistory history) throws IOException {
    Topics topics = Topics.of(options.connection().prefix(), new KnownSchemas());
    var counts = new TreeMap<String, Long>();
    history.forEach(event ->
        counts.merge(
            switch (event) {
              case AccountEvent.AttributesObserved _ -> topics.accounts().name();
              case AccountEvent.SiteVisited _ -> topics.websiteVisits().name();
              case AccountEvent.DealReported _ -> topics.dealOutcomes().name();
              case AccountEvent.ChurnReported _ -> topics.churnEvents().name();
              case AccountEvent.AccountErased _, AccountEvent.AccountMerged _ ->
                  topics.accountIdentities().name();
            },
            1L,
            Long::sum));
    return counts;
  }

  private void deliver(CsvHistory history, Console console) throws IOException {
    if (isEmpty(history)) {
      console.warn("there is nothing to send");
      return;
    }
    String by = "import " + history.mapping().name();
    try (var delivery =
        Delivery.open(new Destination(options.connection(), applicationId), by, clock)) {
      send(history, delivery, console);
      console.say(Summary.events("sent", delivery.sent()));
      if (!noWait) {
        settle(delivery, console);
      }
    }
  }

  private static boolean isEmpty(CsvHistory history) {
    return List.of(
            Disposition.WON,
            Disposition.LOST,
            Disposition.OPENED,
            Disposition.REOPENED,
            Disposition.CHURNED,
            Disposition.REACTIVATED,
            Disposition.VISIT,
            Disposition.ACCOUNT)
        .stream()
        .allMatch(disposition -> history.report().count(disposition) == 0);
  }

  private static void send(CsvHistory history, Delivery delivery, Console console)
      throws IOException {
    try (Progress progress = console.progress("sending", history.rowsWithEvents(), "rows", 1)) {
      history.forEach(
          new CsvHistory.Receiver() {
            private long rows;

            @Override
            public void receive(AccountEvent event) throws IOException {
              delivery.send(event);
            }

            @Override
            public void rowDone() {
              rows++;
              progress.reached(rows);
            }
          });
      delivery.flush();
    }
  }

  private static void settle(Delivery delivery, Console console) throws IOException {
    var waiting = new Waiting(console);
    Settlement settlement;
    try {
      settlement = delivery.settle(waiting::behind);
    } finally {
      waiting.close();
    }
    switch (settlement) {
      case Settlement.Published published -> {
        published.profiles().forEach(profile -> console.say(news(profile)));
        published
            .silent()
            .forEach(id ->
                console.warn(
                    "profile %s has not said yet what it learned: see ./lodestar status"
                        .formatted(id)));
      }
      case Settlement.NobodyThere(String id) ->
          console.warn(
              "No refinery is running as %s: the events wait in their topics, and profiles learn from them once it starts."
                  .formatted(id));
      case Settlement.Stuck(long behind) ->
          console.warn(
              "The refinery has not moved for two minutes, with %,d records to go: profiles follow once it does, see ./lodestar status."
                  .formatted(behind));
    }
  }

  private static String news(Settlement.Profile profile) {
    return profile.version() == 0
        ? "profile %s has no version yet: it needs won and lost deals"
            .formatted(profile.profileId())
        : "version %d of %s, as of %s, %s: see ./lodestar profile%s"
            .formatted(
                profile.version(),
                profile.profileId(),
                profile.asOf().toString().replace("T00:00:00Z", ""),
                profile.criteria() == 1 ? "1 criterion" : profile.criteria() + " criteria",
                profile.profileId().equals("default") ? "" : " " + profile.profileId());
  }

  /// The wait for the refinery, as progress: how much there was to do shows only while it is done.
  private static final class Waiting {

    private final Console console;
    private Progress progress = new Progress.Silent();
    private long most;

    Waiting(Console console) {
      this.console = console;
    }

    void behind(long records) {
      if (records > most) {
        progress.close();
        most = records;
        progress = console.progress("learning", most, "events", 1);
      }
      progress.reached(most - records);
    }

    void close() {
      progress.close();
    }
  }
}
