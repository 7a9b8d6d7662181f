package dev.lodestar.query.delivery;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.standardwebhooks.Webhook;
import com.standardwebhooks.exceptions.WebhookVerificationException;
import dev.lodestar.wire.webhook.Secret;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// The witness is the official library of Standard Webhooks, which allows clocks to differ by five
/// minutes.
class SignatureTest {

  private final Instant now = InstantSource.system().instant();
  private static final String BODY = "{\"industry\":\"größer\",\"emoji\":\"🚀\"}";

  static LongStream seeds() {
    return LongStream.range(0, 50);
  }

  private static Secret secret(long seed) {
    byte[] key = new byte[24 + (int) (seed % 40)];
    new Random(seed).nextBytes(key);
    return Secret.of(key);
  }

  private static Map<String, List<String>> headers(String id, Instant at, String signature) {
    return Map.of(
        "webhook-id", List.of(id),
        "webhook-timestamp", List.of(Long.toString(at.getEpochSecond())),
        "webhook-signature", List.of(signature));
  }

  @ParameterizedTest
  @MethodSource("seeds")
  void isWhatTheOfficialLibraryExpects(long seed) throws Exception {
    Secret secret = secret(seed);

    String signature = Signature.of("wh_1_ab", now, BODY, List.of(secret));

    new Webhook(secret.text()).verify(BODY, headers("wh_1_ab", now, signature));
    assertThat(signature)
        .isEqualTo(new Webhook(secret.text()).sign("wh_1_ab", now.getEpochSecond(), BODY));
  }

  @ParameterizedTest
  @MethodSource("seeds")
  void verifiesWithEachSecretThatIsValid(long seed) throws Exception {
    List<Secret> secrets = List.of(secret(seed), secret(seed + 1_000), secret(seed + 2_000));

    String signature = Signature.of("wh_1_ab", now, BODY, secrets);

    for (Secret secret : secrets) {
      new Webhook(secret.text()).verify(BODY, headers("wh_1_ab", now, signature));
    }
    assertThatThrownBy(() ->
            new Webhook(secret(seed + 3_000).text())
                .verify(BODY, headers("wh_1_ab", now, signature)))
        .isInstanceOf(WebhookVerificationException.class);
  }

  @Test
  void holdsForOneBodyOneIdAndOneTimeOnly() throws Exception {
    Webhook webhook = new Webhook(secret(1).text());
    String signature = Signature.of("wh_1_ab", now, BODY, List.of(secret(1)));

    assertThatThrownBy(() -> webhook.verify(BODY + " ", headers("wh_1_ab", now, signature)))
        .isInstanceOf(WebhookVerificationException.class);
    assertThatThrownBy(() -> webhook.verify(BODY, headers("wh_1_ac", now, signature)))
        .isInstanceOf(WebhookVerificationException.class);
    assertThatThrownBy(
            () -> webhook.verify(BODY, headers("wh_1_ab", now.plusSeconds(1), signature)))
        .isInstanceOf(WebhookVerificationException.class);
  }

  @Test
  void isNotSeenWhenASecretIsPrinted() {
    assertThat(secret(1).toString()).isEqualTo("whsec_…");
    assertThat(List.of(secret(1)).toString()).doesNotContain(secret(1).text().substring(6));
  }
}
