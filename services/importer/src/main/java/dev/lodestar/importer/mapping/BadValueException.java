package dev.lodestar.importer.mapping;

/// A value that is not what its column is declared to hold; the message completes "column X: ".
public final class BadValueException extends Exception {

  private static final long serialVersionUID = 1;

  public BadValueException(String message) {
    super(message, null, false, false);
  }

  @Override
  public String getMessage() {
    return String.valueOf(super.getMessage());
  }
}
