package dev.lodestar.core;

import java.util.stream.LongStream;

/// How many seeded worlds a law is tried in: a few each time, and as many as it takes to believe it
/// with `-Dlodestar.worlds=20`.
public final class Seeds {

  private Seeds() {}

  /// From 1 on.
  public static LongStream of(int worlds) {
    return LongStream.rangeClosed(1, Integer.getInteger("lodestar.worlds", worlds));
  }
}
