package dev.lodestar.testing.breaches;

import java.time.Instant;

/// Breaks a house rule by asking the machine for the time.
public final class Timely {

  Instant now() {
    return Instant.now();
  }
}
