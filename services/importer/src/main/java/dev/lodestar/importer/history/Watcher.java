package dev.lodestar.importer.history;

/// Hears of what happens while files are read for the first time.
public interface Watcher {

  Watcher NONE = new Watcher() {};

  /// A row could not be used.
  default void rejected(Reject reject) {}

  /// So many bytes are going to be read.
  default void starts(long bytes) {}

  /// So many of them have been.
  default void read(long bytes) {}

  /// All of them have been, or will not be.
  default void ends() {}

  /// Whether reports are to say what is in each column, which costs time and memory.
  default boolean asksForColumns() {
    return false;
  }
}
