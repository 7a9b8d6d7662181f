package dev.lodestar.importer;

import de.siegmar.fastcsv.writer.CsvWriter;
import dev.lodestar.importer.history.Reject;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/// The file that rows go to that could not be used: file, line, reason, and the row as it stands.
///
/// There is none as long as there are no such rows; one of an earlier import is replaced or
/// removed.
final class RejectsFile implements AutoCloseable {

  private final Path path;
  private @Nullable CsvWriter writer;
  private long count;

  RejectsFile(Path path) throws IOException {
    this.path = path;
    Files.deleteIfExists(path);
  }

  Path path() {
    return path;
  }

  long count() {
    return count;
  }

  void add(Reject reject) {
    count++;
    open().writeRecord(reject.file(), Long.toString(reject.line()), reject.reason(), reject.row());
  }

  private CsvWriter open() {
    if (writer == null) {
      try {
        writer = CsvWriter.builder().build(path);
      } catch (IOException e) {
        throw new UncheckedIOException(path + " cannot be written: " + e.getMessage(), e);
      }
      writer.writeRecord("file", "line", "reason", "row");
    }
    return writer;
  }

  @Override
  public void close() throws IOException {
    if (writer != null) {
      writer.close();
    }
  }
}
