package dev.lodestar.query.outbound;

import java.util.Optional;
import java.util.OptionalInt;

/// What came of a request.
///
/// @param status absent when there was no answer
/// @param retryAfter the header of that name
/// @param body as much of it as is read
/// @param words what came of it
public record Reply(
    OptionalInt status, Optional<String> retryAfter, Optional<String> body, String words) {

  /// There was none.
  static Reply none(String words) {
    return new Reply(OptionalInt.empty(), Optional.empty(), Optional.empty(), words);
  }

  public boolean isSuccess() {
    return status.isPresent() && status.getAsInt() >= 200 && status.getAsInt() < 300;
  }

  public boolean isGone() {
    return status.isPresent() && status.getAsInt() == 410;
  }
}
