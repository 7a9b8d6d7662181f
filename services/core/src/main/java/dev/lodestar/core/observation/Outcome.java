package dev.lodestar.core.observation;

import java.time.Instant;
import java.util.Optional;

/// How a closed deal turned out, as known today.
public sealed interface Outcome {

  /// The customer did not sign.
  record Lost() implements Outcome {}

  /// The customer signed.
  ///
  /// @param churnedAt when they left afterwards, unless they came back
  record Won(Optional<Instant> churnedAt) implements Outcome {}
}
