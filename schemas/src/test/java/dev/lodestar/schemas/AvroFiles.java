package dev.lodestar.schemas;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.apache.avro.Schema;
import org.apache.avro.SchemaParser;

/// The schemas in one folder, which may name each other.
final class AvroFiles {

  static final Path CURRENT = Path.of("src", "main", "avro");
  static final Path HISTORY = Path.of("history");

  private AvroFiles() {}

  /// By full name, those included that are defined within another.
  static SortedMap<String, Schema> in(Path folder) {
    var parser = new SchemaParser();
    try (Stream<Path> files = Files.list(folder)) {
      for (Path file : files.filter(f -> f.toString().endsWith(".avsc")).sorted().toList()) {
        parser.parse(file);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    var schemas = new TreeMap<String, Schema>();
    parser.getParsedNamedSchemas().forEach(schema -> schemas.put(schema.getFullName(), schema));
    return schemas;
  }

  /// The folders of the releases, oldest first.
  static List<Path> releases() {
    try (Stream<Path> folders = Files.list(HISTORY)) {
      return folders.filter(Files::isDirectory).sorted().toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
