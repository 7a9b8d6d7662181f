package dev.lodestar.query.profile;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import dev.lodestar.core.profile.ProfileVersion;
import dev.lodestar.query.caching.Fingerprint;
import io.micronaut.json.JsonMapper;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.io.UncheckedIOException;

/// Versions as they are answered, fingerprint included.
@Singleton
public final class VersionResponses {

  private static final int KEPT = 64;

  private final JsonMapper json;
  private final Cache<PublishedVersion, VersionResponse> responses =
      Caffeine.newBuilder().maximumSize(KEPT).weakKeys().build();

  VersionResponses(JsonMapper json) {
    this.json = json;
  }

  public VersionResponse of(PublishedVersion version) {
    return responses.get(version, v -> response(v.version()));
  }

  private VersionResponse response(ProfileVersion version) {
    Learned learned = Learned.of(version.learned());
    return new VersionResponse(
        version.profileId(),
        version.number(),
        version.publishedAt(),
        version.learned().asOf(),
        fingerprint(learned),
        CauseResponse.of(version.cause()),
        ChangeResponse.of(version.change()),
        learned);
  }

  private String fingerprint(Learned learned) {
    try {
      return Fingerprint.of(json.writeValueAsBytes(learned));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
