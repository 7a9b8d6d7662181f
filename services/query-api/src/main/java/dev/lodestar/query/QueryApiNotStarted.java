package dev.lodestar.query;

/// The API could not be started, for a reason that an operator can act on.
public final class QueryApiNotStarted extends RuntimeException {

  private static final long serialVersionUID = 1;

  QueryApiNotStarted(String message, Throwable cause) {
    super(message, cause);
  }
}
