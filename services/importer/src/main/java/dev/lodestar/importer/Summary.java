package dev.lodestar.importer;

import dev.lodestar.importer.history.Disposition;
import dev.lodestar.importer.history.FileReport;
import dev.lodestar.importer.history.HistoryReport;
import dev.lodestar.importer.mapping.FileMapping;
import dev.lodestar.importer.mapping.Mapping;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;

/// What became of the rows of an import, in lines that add up.
final class Summary {

  private Summary() {}

  /// One line a file: its rows, and what they are the sum of.
  static List<String> of(HistoryReport report, Mapping mapping) {
    var lines = new ArrayList<String>();
    int width = report.files().stream().mapToInt(f -> f.file().length()).max().orElse(0);
    for (FileReport file : report.files()) {
      lines.add(("%-" + width + "s %,9d rows = %s").formatted(file.file(), file.rows(), sum(file)));
    }
    report.files().forEach(file -> lines.addAll(notes(file)));
    for (Path path : report.notUsed()) {
      lines.add(
          "not read: "
              + path.getFileName()
              + reason(path, mapping).map(r -> " (" + r + ")").orElse(""));
    }
    return lines;
  }

  private static String sum(FileReport file) {
    var terms = new ArrayList<String>();
    if (file.closedDeals() > 0) {
      terms.add(
          "%,d closed (%,d won, %,d lost)"
              .formatted(
                  file.closedDeals(), file.count(Disposition.WON), file.count(Disposition.LOST)));
    }
    file.dispositions()
        .forEach((disposition, count) -> {
          if (!disposition.isClosedDeal() && disposition != Disposition.REJECTED) {
            terms.add("%,d %s".formatted(count, disposition));
          }
        });
    terms.add("%,d rejected".formatted(file.count(Disposition.REJECTED)));
    return String.join(" + ", terms);
  }

  private static List<String> notes(FileReport file) {
    var notes = new ArrayList<String>();
    if (file.count(Disposition.SUPERSEDED) > 0) {
      notes.add(
          "%s: of rows that tell of the same thing differently, the later one counts (%,d superseded)"
              .formatted(file.file(), file.count(Disposition.SUPERSEDED)));
    }
    file.unmatched()
        .forEach((joined, count) ->
            notes.add(
                "%s: %,d %s nothing that is in %s"
                    .formatted(
                        file.file(), count, count == 1 ? "row names" : "rows name", joined)));
    if (!file.notMapped().isEmpty()) {
      notes.add(
          "%s: not in the mapping, so ignored: %s"
              .formatted(file.file(), String.join(", ", file.notMapped())));
    }
    return notes;
  }

  private static Optional<String> reason(Path path, Mapping mapping) {
    String name = String.valueOf(path.getFileName());
    Optional<FileMapping> described =
        mapping.files().stream().filter(file -> file.matches(name)).findFirst();
    return described.isEmpty()
        ? Optional.of("the mapping does not name it")
        : described.flatMap(FileMapping::leftOut);
  }

  /// How many events go where.
  static String events(String verb, SortedMap<String, Long> byTopic) {
    long total = byTopic.values().stream().mapToLong(Long::longValue).sum();
    List<String> terms =
        byTopic.entrySet().stream()
            .map((Map.Entry<String, Long> e) -> "%,d to %s".formatted(e.getValue(), e.getKey()))
            .toList();
    return "%s %,d events%s"
        .formatted(verb, total, terms.isEmpty() ? "" : ": " + String.join(", ", terms));
  }
}
