package dev.lodestar.core.account;

import java.time.Duration;

/// How present an account is on our website.
public final class Engagement {

  /// After which a visit weighs half.
  public static final Duration HALF_LIFE = Duration.ofDays(14);

  private Engagement() {}
}
