package dev.lodestar.importer;

import java.io.PrintWriter;
import java.util.Optional;

/// Where a command speaks to its user: results, and news that vanish or go to a log.
///
/// @param isTerminal whether news may overwrite each other
record Console(PrintWriter out, PrintWriter err, boolean isTerminal, boolean isQuiet) {

  static Console of(PrintWriter out, PrintWriter err, boolean isQuiet) {
    return new Console(
        out,
        err,
        Optional.ofNullable(System.console()).filter(java.io.Console::isTerminal).isPresent(),
        isQuiet);
  }

  /// What was asked for.
  void say(String line) {
    if (!isQuiet) {
      out.println(line);
      out.flush();
    }
  }

  /// What must be heard even by those who want quiet.
  void warn(String line) {
    err.println(line);
    err.flush();
  }

  /// @param unitSize how much makes one unit, such as 1,048,576 bytes a megabyte
  Progress progress(String task, long total, String unit, long unitSize) {
    if (isQuiet) {
      return new Progress.Silent();
    }
    return isTerminal
        ? new Progress.Bar(task, total, unit, unitSize)
        : new Progress.Lines(err, task, total, unit, unitSize);
  }
}
