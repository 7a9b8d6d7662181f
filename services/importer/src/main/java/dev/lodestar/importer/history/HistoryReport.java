package dev.lodestar.importer.history;

import java.nio.file.Path;
import java.util.List;

/// What was found in all files of an import.
///
/// @param notUsed files that were given, and are not read
public record HistoryReport(List<FileReport> files, List<Path> notUsed) {

  public HistoryReport {
    files = List.copyOf(files);
    notUsed = List.copyOf(notUsed);
  }

  public long rows() {
    return files.stream().mapToLong(FileReport::rows).sum();
  }

  public long count(Disposition disposition) {
    return files.stream().mapToLong(file -> file.count(disposition)).sum();
  }
}
