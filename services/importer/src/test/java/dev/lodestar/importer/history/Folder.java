package dev.lodestar.importer.history;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.lodestar.importer.mapping.Mapping;
import dev.lodestar.importer.mapping.MappingException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;

/// A folder of CSV files, and what reading it gave.
final class Folder {

  static final Instant TODAY = Instant.parse("2026-02-01T12:00:00Z");

  private final Path path;
  private final List<Reject> rejects = new ArrayList<>();

  Folder(Path path) {
    this.path = path;
  }

  Folder with(String file, String... lines) {
    return with(file, (String.join("\n", lines) + "\n").getBytes(UTF_8));
  }

  Folder with(String file, byte[] bytes) {
    try {
      Files.write(path.resolve(file), bytes);
      return this;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  CsvHistory read(String mapping) throws IOException, MappingException {
    rejects.clear();
    var watcher =
        new Watcher() {
          @Override
          public void rejected(Reject reject) {
            rejects.add(reject);
          }
        };
    return CsvHistory.read(
        Mapping.parse("test.yml", mapping), List.of(path), InstantSource.fixed(TODAY), watcher);
  }

  List<Reject> rejects() {
    return rejects;
  }

  /// `line: reason` of every reject.
  List<String> reasons() {
    return rejects.stream().map(reject -> reject.line() + ": " + reject.reason()).toList();
  }
}
