package dev.lodestar.wire.registry;

import org.apache.kafka.common.KafkaException;

/// The schema registry could not be asked.
///
/// Not a [org.apache.kafka.common.errors.SerializationException]: the record is as good as ever,
/// and must be read again, not put aside.
public final class RegistryUnavailable extends KafkaException {

  private static final long serialVersionUID = 1L;

  public RegistryUnavailable(String message) {
    super(message);
  }

  public RegistryUnavailable(String message, Throwable cause) {
    super(message, cause);
  }
}
