package dev.lodestar.importer.delivery;

import java.io.IOException;

/// Events did not get to Kafka, or not all of them; the message is a sentence for the user.
public final class DeliveryException extends IOException {

  private static final long serialVersionUID = 1;

  public DeliveryException(String message) {
    super(message);
  }

  public DeliveryException(String message, Throwable cause) {
    super(message, cause);
  }

  @Override
  public String getMessage() {
    return String.valueOf(super.getMessage());
  }
}
