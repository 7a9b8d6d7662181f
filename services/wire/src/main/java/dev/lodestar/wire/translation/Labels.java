package dev.lodestar.wire.translation;

import dev.lodestar.core.profile.Label;

/// Labels, as the `profile-labels` topic holds them.
public final class Labels {

  private Labels() {}

  public static dev.lodestar.schemas.Label toAvro(Label label) {
    return new dev.lodestar.schemas.Label(label.version(), label.by());
  }

  public static Label toDomain(dev.lodestar.schemas.Label avro) {
    return new Label(avro.getVersion(), avro.getBy());
  }
}
