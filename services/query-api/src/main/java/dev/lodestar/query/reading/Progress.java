package dev.lodestar.query.reading;

/// How far a topic has been read.
///
/// @param behind records still to be read of those that were there at the start
/// @param skipped records that could not be read
public record Progress(String topic, State state, long read, long behind, long skipped) {

  /// Where a reader stands.
  public enum State {
    /// The broker cannot be reached, or the topic does not exist yet.
    WAITING,
    /// Records that were there at the start are still to be read.
    CATCHING_UP,
    /// All that was there at the start has been read, and it goes on.
    LIVE,
    /// A bug ended the reader.
    FAILED
  }
}
