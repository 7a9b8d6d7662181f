package dev.lodestar.wire.translation;

import dev.lodestar.core.profile.ProfileRequest;
import dev.lodestar.schemas.ProfileRequestKind;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/// What is asked of profiles, as the `profile-requests` topic holds it.
public final class ProfileRequests {

  private ProfileRequests() {}

  public static dev.lodestar.schemas.ProfileRequest toAvro(ProfileRequest request) {
    return switch (request) {
      case ProfileRequest.Hold(var by, var until) -> toAvro(ProfileRequestKind.HOLD, by, until);
      case ProfileRequest.Publish(var by) -> toAvro(ProfileRequestKind.PUBLISH, by, null);
    };
  }

  private static dev.lodestar.schemas.ProfileRequest toAvro(
      ProfileRequestKind kind, String by, @Nullable Instant until) {
    return dev.lodestar.schemas.ProfileRequest.newBuilder()
        .setKind(kind)
        .setBy(by)
        .setUntil(until)
        .build();
  }

  public static ProfileRequest toDomain(dev.lodestar.schemas.ProfileRequest avro) {
    return switch (avro.getKind()) {
      case HOLD -> {
        if (avro.getUntil() == null) {
          throw new IllegalArgumentException("a HOLD by " + avro.getBy() + " names no end");
        }
        yield new ProfileRequest.Hold(avro.getBy(), avro.getUntil());
      }
      case PUBLISH -> new ProfileRequest.Publish(avro.getBy());
      case UNKNOWN -> throw Unknown.symbol("kind");
    };
  }
}
