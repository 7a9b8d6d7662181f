package dev.lodestar.wire.webhook;

import java.time.Instant;
import java.util.Base64;
import java.util.Optional;

/// A key that deliveries are signed with, as Standard Webhooks writes it. Its text stays out of
/// logs.
///
/// @param text `whsec_` and the key in base64
/// @param validUntil empty for the current one
public record Secret(String text, Optional<Instant> validUntil) {

  public static final String PREFIX = "whsec_";

  /// The fewest bytes of a key.
  public static final int MIN_BYTES = 24;

  public Secret {
    if (!text.startsWith(PREFIX) || key(text).length < MIN_BYTES) {
      throw new IllegalArgumentException(
          "a secret is %s and %d bytes or more in base64".formatted(PREFIX, MIN_BYTES));
    }
  }

  public static Secret of(byte[] key) {
    return new Secret(PREFIX + Base64.getEncoder().encodeToString(key), Optional.empty());
  }

  public byte[] key() {
    return key(text);
  }

  public boolean isValid(Instant now) {
    return validUntil.isEmpty() || now.isBefore(validUntil.get());
  }

  /// Says nothing of the key.
  @Override
  public String toString() {
    return PREFIX + "…";
  }

  private static byte[] key(String text) {
    return Base64.getDecoder().decode(text.substring(PREFIX.length()));
  }
}
