package dev.lodestar.query.delivery;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.lodestar.wire.webhook.Secret;
import java.security.GeneralSecurityException;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import java.util.stream.Collectors;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/// The header that proves who sent a delivery, as Standard Webhooks has it.
final class Signature {

  private static final String ALGORITHM = "HmacSHA256";

  private Signature() {}

  /// One signature for each secret, by spaces.
  static String of(String deliveryId, Instant at, String body, List<Secret> secrets) {
    String signed = deliveryId + "." + at.getEpochSecond() + "." + body;
    return secrets.stream()
        .map(secret -> "v1," + Base64.getEncoder().encodeToString(hmac(secret, signed)))
        .collect(Collectors.joining(" "));
  }

  private static byte[] hmac(Secret secret, String text) {
    try {
      Mac mac = Mac.getInstance(ALGORITHM);
      mac.init(new SecretKeySpec(secret.key(), ALGORITHM));
      return mac.doFinal(text.getBytes(UTF_8));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("every Java has " + ALGORITHM, e);
    }
  }
}
