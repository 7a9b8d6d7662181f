package dev.lodestar.importer.history;

/// Hears of what happens while files are read for the first time.
public interface Watcher {

  Watcher NONE = new Watcher() {};

  /// A row could not be used.
  default void rejected(Reject reject) {}

  /// So many bytes have been read of so many.
  default void read(long bytes, long total) {}

  /// Whether reports are to say what is in each column, which costs time and memory.
  default boolean asksForColumns() {
    return false;
  }
}
