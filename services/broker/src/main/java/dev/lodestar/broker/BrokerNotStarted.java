package dev.lodestar.broker;

import org.jspecify.annotations.Nullable;

/// The reason why a broker did not start, as one sentence for the person who started it.
public final class BrokerNotStarted extends RuntimeException {

  private static final long serialVersionUID = 1L;

  BrokerNotStarted(String reason) {
    this(reason, null);
  }

  BrokerNotStarted(String reason, @Nullable Throwable cause) {
    super(reason, cause);
  }
}
