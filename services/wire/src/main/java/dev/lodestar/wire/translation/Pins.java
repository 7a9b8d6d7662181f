package dev.lodestar.wire.translation;

import dev.lodestar.core.profile.Pin;

/// Pins, as the `profile-pins` topic holds them.
public final class Pins {

  private Pins() {}

  public static dev.lodestar.schemas.Pin toAvro(Pin pin) {
    return new dev.lodestar.schemas.Pin(pin.version(), pin.by());
  }

  public static Pin toDomain(dev.lodestar.schemas.Pin avro) {
    return new Pin(avro.getVersion(), avro.getBy());
  }
}
