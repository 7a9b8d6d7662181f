package dev.lodestar.broker;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.nio.file.StandardOpenOption.CREATE;
import static java.nio.file.StandardOpenOption.READ;
import static java.nio.file.StandardOpenOption.WRITE;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;

/// The exclusive right to a folder; the operating system takes it back when the process ends,
/// however it ends.
public final class FolderLock implements AutoCloseable {

  private final FileChannel channel;

  private FolderLock(FileChannel channel) {
    this.channel = channel;
  }

  /// Creates the folder when it is missing.
  ///
  /// @throws BrokerNotStarted if another process has it, or the folder cannot be written to
  public static FolderLock on(Path folder) {
    Path file = folder.resolve("lock");
    try {
      Files.createDirectories(folder);
      FileChannel channel = FileChannel.open(file, CREATE, READ, WRITE);
      if (!isLocked(channel)) {
        channel.close();
        throw new BrokerNotStarted(
            "The data folder %s is in use by another Lodestar%s: stop that one first, or choose another folder."
                .formatted(folder, holder(file)));
      }
      channel.truncate(0);
      channel.write(UTF_8.encode(Long.toString(ProcessHandle.current().pid())));
      return new FolderLock(channel);
    } catch (IOException e) {
      throw new BrokerNotStarted(
          "The data folder %s cannot be written to (%s).".formatted(folder, reason(e)), e);
    }
  }

  private static boolean isLocked(FileChannel channel) throws IOException {
    try {
      // The lock belongs to the channel and ends with it.
      return channel.tryLock() != null;
    } catch (OverlappingFileLockException e) {
      return false;
    }
  }

  private static String holder(Path file) {
    try {
      return " (process %s)".formatted(Files.readString(file));
    } catch (IOException e) {
      return ""; // Windows does not let others read a locked file.
    }
  }

  private static String reason(IOException e) {
    return e.getClass().getSimpleName() + ": " + e.getMessage();
  }

  @Override
  public void close() {
    try {
      channel.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
