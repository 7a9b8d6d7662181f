package dev.lodestar.wire.webhook;

import java.net.URI;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/// An endpoint that is told of news over HTTP.
///
/// @param id given by us
/// @param disabledBecause why we disabled it, in words; empty unless we did
/// @param secrets the current one first, then earlier ones that may still be valid
/// @param begin where topics of news ended when it was created
public record Webhook(
    String id,
    URI url,
    Optional<String> description,
    Filter filter,
    boolean enabled,
    Optional<String> disabledBecause,
    List<Secret> secrets,
    Places begin,
    Instant createdAt,
    Instant changedAt) {

  public Webhook {
    secrets = List.copyOf(secrets);
    if (secrets.isEmpty()) {
      throw new IllegalArgumentException("webhook " + id + " has no secret");
    }
  }

  /// The same endpoint, told of other things, or no longer.
  public Webhook with(
      URI otherUrl, Optional<String> words, Filter other, boolean isEnabled, Instant now) {
    return new Webhook(
        id,
        otherUrl,
        words,
        other,
        isEnabled,
        isEnabled ? Optional.empty() : disabledBecause,
        secrets,
        begin,
        createdAt,
        now);
  }

  public Webhook with(List<Secret> others, Instant now) {
    return new Webhook(
        id, url, description, filter, enabled, disabledBecause, others, begin, createdAt, now);
  }

  /// Not told of anything any more, until somebody enables it.
  public Webhook disabled(String because, Instant now) {
    return new Webhook(
        id, url, description, filter, false, Optional.of(because), secrets, begin, createdAt, now);
  }

  /// Those that a delivery is signed with.
  public List<Secret> validSecrets(Instant now) {
    return secrets.stream().filter(secret -> secret.isValid(now)).toList();
  }
}
