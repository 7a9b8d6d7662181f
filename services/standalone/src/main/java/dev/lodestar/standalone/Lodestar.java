package dev.lodestar.standalone;

import dev.lodestar.backtest.BacktestCommand;
import dev.lodestar.broker.BrokerNotStarted;
import dev.lodestar.importer.ImportCommand;
import dev.lodestar.importer.send.SendCommand;
import dev.lodestar.query.QueryApiNotStarted;
import dev.lodestar.simulator.SimulateCommand;
import dev.lodestar.standalone.running.Refusal;
import dev.lodestar.standalone.terminal.Terminal;
import java.io.OutputStreamWriter;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.time.InstantSource;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.IVersionProvider;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParseResult;
import picocli.CommandLine.Spec;

/// What people type: `lodestar COMMAND`.
@Command(
    name = "lodestar",
    mixinStandardHelpOptions = true,
    versionProvider = Lodestar.Version.class,
    description = "Keeps a company's ideal customer profile true while customers come and go.",
    footer = {
      "",
      "Begin with:  ./lodestar demo",
      "Each command explains itself:  ./lodestar demo --help",
    })
public final class Lodestar implements Runnable {

  private static final Logger log = LoggerFactory.getLogger(Lodestar.class);

  private static final int FAILED = 1;

  @Spec private @Nullable CommandSpec spec;

  public static void main(String[] arguments) {
    // Micronaut's and Kafka's own hooks and ours would wait for one another: see StopSignal.
    var terminal = Terminal.standard(System.getenv());
    System.exit(commandLine(terminal, InstantSource.system()).execute(arguments));
  }

  static CommandLine commandLine(Terminal terminal, InstantSource clock) {
    var out = new PrintWriter(new OutputStreamWriter(terminal.out(), StandardCharsets.UTF_8), true);
    return new CommandLine(new Lodestar())
        .addSubcommand(new DemoCommand(terminal, clock))
        .addSubcommand(new UpCommand(terminal))
        .addSubcommand(new ProfileCommand(terminal))
        .addSubcommand(new StatusCommand(terminal))
        .addSubcommand(new VerifyVersionCommand(terminal))
        .addSubcommand(new ImportCommand(clock))
        .addSubcommand(new SendCommand(clock))
        .addSubcommand(new SimulateCommand(clock))
        .addSubcommand(new BacktestCommand(clock))
        .addSubcommand(new VersionCommand(terminal))
        .setOut(out)
        .setUsageHelpWidth(terminal.width())
        .setUsageHelpAutoWidth(false)
        .setColorScheme(
            CommandLine.Help.defaultColorScheme(
                terminal.colours() ? CommandLine.Help.Ansi.ON : CommandLine.Help.Ansi.OFF))
        .setExecutionExceptionHandler(Lodestar::explain);
  }

  /// Without a command, shows which there are.
  @Override
  public void run() {
    if (spec != null) {
      spec.commandLine().usage(spec.commandLine().getOut());
    }
  }

  /// One sentence for the person, everything for the log.
  private static int explain(Exception e, CommandLine commandLine, ParseResult parsed) {
    boolean foreseen =
        e instanceof Refusal || e instanceof BrokerNotStarted || e instanceof QueryApiNotStarted;
    log.info("{} ended", parsed.originalArgs(), e);
    commandLine.getErr().println(foreseen ? e.getMessage() : unforeseen(e));
    return FAILED;
  }

  private static String unforeseen(Exception e) {
    for (Throwable cause = e; cause != null; cause = cause.getCause()) {
      String message = cause.getMessage();
      if (message != null && message.contains("No space left on device")) {
        return "The disk is full: make room, and start again; what was acknowledged is safe.";
      }
    }
    String message = e.getMessage();
    return message == null ? "It failed: " + e.getClass().getSimpleName() : message;
  }

  /// The version this program was built as.
  static final class Version implements IVersionProvider {

    @Override
    public String[] getVersion() {
      String built = Lodestar.class.getPackage().getImplementationVersion();
      return new String[] {
        "Lodestar %s, Java %s"
            .formatted(built == null ? "(not packaged)" : built, Runtime.version())
      };
    }
  }
}
