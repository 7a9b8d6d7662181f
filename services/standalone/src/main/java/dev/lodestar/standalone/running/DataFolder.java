package dev.lodestar.standalone.running;

import dev.lodestar.broker.FolderLock;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.stream.Stream;

/// The one folder in which a Lodestar that runs alone keeps everything, held exclusively while
/// open.
public final class DataFolder implements AutoCloseable {

  /// With less free space than this nothing is started.
  static final long MIN_FREE_BYTES = 500L * 1024 * 1024;

  private static final String LOCK = "lock";
  private static final String RUNNING = "running";

  private final Path path;
  private final FolderLock lock;
  private final boolean crashed;

  private DataFolder(Path path, FolderLock lock, boolean crashed) {
    this.path = path;
    this.lock = lock;
    this.crashed = crashed;
  }

  /// Opens a folder, made if missing; what is in it stays.
  ///
  /// @throws Refusal if it cannot be written to, is in use, or its disk is full
  public static DataFolder open(Path path) {
    return open(path, false);
  }

  /// Opens a folder after deleting what an earlier Lodestar left in it.
  ///
  /// @throws Refusal also if there is something in it that no Lodestar left
  public static DataFolder openEmpty(Path path) {
    return open(path, true);
  }

  private static DataFolder open(Path path, boolean empty) {
    Path absolute = path.toAbsolutePath().normalize();
    requireOurs(absolute);
    FolderLock lock = FolderLock.on(absolute);
    boolean opened = false;
    try {
      if (empty) {
        clear(absolute);
      }
      requireSpace(absolute);
      Path running = absolute.resolve(RUNNING);
      boolean crashed = Files.exists(running);
      Files.writeString(running, Long.toString(ProcessHandle.current().pid()));
      opened = true;
      return new DataFolder(absolute, lock, crashed);
    } catch (IOException e) {
      throw new Refusal(
          "The data folder %s cannot be written to (%s).".formatted(absolute, e.getMessage()), e);
    } finally {
      if (!opened) {
        lock.close();
      }
    }
  }

  public Path path() {
    return path;
  }

  public Path broker() {
    return path.resolve("broker");
  }

  public Path streams() {
    return path.resolve("streams");
  }

  public Path log() {
    return path.resolve("lodestar.log");
  }

  /// Whether the last run ended without closing this folder.
  public boolean crashed() {
    return crashed;
  }

  @Override
  public void close() {
    try {
      Files.deleteIfExists(path.resolve(RUNNING));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } finally {
      lock.close();
    }
  }

  /// A folder that holds other things is a slip of the keyboard: its owner would not want ours
  /// there.
  private static void requireOurs(Path path) {
    if (!Files.isDirectory(path)) {
      return;
    }
    try (Stream<Path> held = Files.list(path)) {
      boolean strange = held.findAny().isPresent() && !Files.exists(path.resolve(LOCK));
      if (strange) {
        throw new Refusal(
            "The folder %s holds something else than Lodestar's data: choose another with --data."
                .formatted(path));
      }
    } catch (IOException e) {
      throw new Refusal(
          "The data folder %s cannot be read (%s).".formatted(path, e.getMessage()), e);
    }
  }

  private static void clear(Path path) throws IOException {
    try (Stream<Path> held = Files.walk(path)) {
      for (Path old : held.sorted(Comparator.reverseOrder()).toList()) {
        if (!old.equals(path) && !old.equals(path.resolve(LOCK))) {
          Files.delete(old);
        }
      }
    }
  }

  private static void requireSpace(Path path) {
    long free = path.toFile().getUsableSpace();
    if (free < MIN_FREE_BYTES) {
      throw new Refusal(
          "The disk of the data folder %s is nearly full (%d MB free, %d needed): make room, or choose another folder with --data."
              .formatted(path, megabytes(free), megabytes(MIN_FREE_BYTES)));
    }
  }

  private static long megabytes(long bytes) {
    return bytes / (1024 * 1024);
  }
}
