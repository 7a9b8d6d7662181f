package dev.lodestar.importer.history;

import dev.lodestar.importer.csv.CsvRow;
import dev.lodestar.importer.csv.CsvRows;
import dev.lodestar.importer.mapping.FileMapping;
import dev.lodestar.importer.mapping.Mapping;
import dev.lodestar.importer.mapping.MappingException;
import dev.lodestar.importer.mapping.Problems;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/// The first reading of an import's files, after which it is known what becomes of every row.
final class Survey {

  private static final int ROWS_BETWEEN_NEWS = 512;

  private final Mapping mapping;
  private final Instant readAt;
  private final Watcher watcher;
  private final Claims claims = new Claims();
  private final Map<String, Lookup> lookups = new HashMap<>();
  private final List<BoundFile> files = new ArrayList<>();
  private long bytesBefore;

  Survey(Mapping mapping, Instant readAt, Watcher watcher) {
    this.mapping = mapping;
    this.readAt = readAt;
    this.watcher = watcher;
  }

  Instant readAt() {
    return readAt;
  }

  Claims claims() {
    return claims;
  }

  /// Finds every column that the mapping names.
  List<BoundFile> bind(InputFiles inputs) throws IOException, MappingException {
    var problems = new Problems(mapping.origin());
    // Lookup files first: others name their columns.
    for (boolean isLookup : new boolean[] {true, false}) {
      for (Map.Entry<FileMapping, List<Path>> entry : inputs.byMapping().entrySet()) {
        if (entry.getKey().lookupKey().isPresent() == isLookup) {
          bind(entry.getKey(), entry.getValue(), problems);
        }
      }
    }
    problems.throwIfAny();
    return files;
  }

  private void bind(FileMapping described, List<Path> paths, Problems problems)
      throws IOException, MappingException {
    for (Path path : paths) {
      for (String joined : described.joins().keySet()) {
        if (!lookups.containsKey(joined)) {
          throw new MappingException(
              List.of(described.name() + " joins " + joined + ", of which no file was given"));
        }
      }
      BoundFile file = BoundFile.bind(path, described, lookups, mapping, problems);
      files.add(file);
      if (described.lookupKey().isPresent()) {
        lookups.putIfAbsent(described.name(), new Lookup(file.header()));
      }
    }
  }

  HistoryReport read(List<Path> notUsed) throws IOException {
    long bytesInAll = 0;
    for (BoundFile file : files) {
      bytesInAll += Files.size(file.path());
    }
    watcher.starts(bytesInAll);
    try {
      return readAll(notUsed);
    } finally {
      watcher.ends();
    }
  }

  private HistoryReport readAll(List<Path> notUsed) throws IOException {
    var tally = new Tally(files.size());
    var readings = new ArrayList<Reading>();
    for (int i = 0; i < files.size(); i++) {
      prepare(files.get(i));
      var reading = new Reading(i, tally);
      reading.read();
      readings.add(reading);
      bytesBefore += Files.size(files.get(i).path());
    }
    return new HistoryReport(readings.stream().map(Reading::report).toList(), notUsed);
  }

  private static void prepare(BoundFile file) throws IOException {
    if (file.clock().isEmpty() || !file.clock().get().isRelative()) {
      return;
    }
    RowClock clock = file.clock().get();
    try (CsvRows rows = CsvRows.open(file.path(), file.mapping().dialect())) {
      rows.header();
      long number = 0;
      for (Optional<CsvRow> next = rows.next(); next.isPresent(); next = rows.next()) {
        number++;
        if (next.get() instanceof CsvRow.Fields fields) {
          clock.see(file.row(fields, number));
        }
      }
    }
    clock.seenAll();
  }

  /// The reading of one file.
  private final class Reading {

    private final int index;
    private final BoundFile file;
    private final Tally tally;
    private final RowReader reader;
    private final List<ColumnSurvey> columns = new ArrayList<>();
    private final Map<String, Long> unmatched = new TreeMap<>();
    private long rows;

    Reading(int index, Tally tally) {
      this.index = index;
      this.file = files.get(index);
      this.tally = tally;
      this.reader = new RowReader(file, mapping, readAt);
      if (watcher.asksForColumns()) {
        file.header()
            .forEach(c -> columns.add(new ColumnSurvey(c, file.mapping(), mapping.asOf())));
      }
    }

    void read() throws IOException {
      try (CsvRows csv = CsvRows.open(file.path(), file.mapping().dialect())) {
        csv.header();
        for (Optional<CsvRow> next = csv.next(); next.isPresent(); next = csv.next()) {
          rows++;
          read(next.get());
          if (rows % ROWS_BETWEEN_NEWS == 0) {
            watcher.read(bytesBefore + csv.position());
          }
        }
        watcher.read(bytesBefore + csv.position());
      }
    }

    private void read(CsvRow row) {
      switch (row) {
        case CsvRow.Broken broken -> reject(row, broken.reason());
        case CsvRow.Fields fields -> {
          for (int i = 0; i < columns.size(); i++) {
            columns.get(i).see(fields.values().get(i));
          }
          read(fields);
        }
      }
    }

    private void read(CsvRow.Fields fields) {
      Row row = file.row(fields, rows);
      countUnmatched(row);
      if (file.mapping().lookupKey().isPresent() && !addToLookup(fields)) {
        return;
      }
      if (file.mapping().uses().isEmpty()) {
        return;
      }
      switch (reader.read(row)) {
        case Told.Events told -> claims.claim(told, new Claims.Place(index, rows), tally);
        case Told.Nothing(Disposition as) -> tally.add(index, as);
        case Told.Unusable(String reason) -> reject(fields, reason);
      }
    }

    /// Whether the row may tell events, too.
    private boolean addToLookup(CsvRow.Fields fields) {
      String column = file.mapping().lookupKey().orElseThrow();
      int key = file.header().indexOf(column);
      Optional<String> value = file.mapping().format().known(fields.values().get(key));
      if (value.isEmpty()) {
        reject(fields, column + " is empty");
        return false;
      }
      Lookup lookup = java.util.Objects.requireNonNull(lookups.get(file.mapping().name()));
      Disposition as = lookup.add(value.get(), fields.values());
      if (file.mapping().uses().isEmpty()) {
        tally.add(index, as);
      }
      return true;
    }

    private void countUnmatched(Row row) {
      file.joinKeys()
          .forEach((joined, key) -> {
            if (!row.joined().containsKey(joined) && key.text(row).isPresent()) {
              unmatched.merge(joined, 1L, Long::sum);
            }
          });
    }

    private void reject(CsvRow row, String reason) {
      tally.add(index, Disposition.REJECTED);
      watcher.rejected(new Reject(file.name(), row.line(), reason, row.raw()));
    }

    FileReport report() {
      return new FileReport(
          file.name(),
          file.mapping().name(),
          rows,
          tally.of(index),
          file.notMapped(),
          unmatched,
          columns.stream().map(ColumnSurvey::report).toList());
    }
  }
}
