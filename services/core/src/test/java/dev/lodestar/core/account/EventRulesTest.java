package dev.lodestar.core.account;

import static dev.lodestar.core.account.RandomEvents.NOON;
import static org.assertj.core.api.Assertions.assertThat;

import dev.lodestar.core.account.AccountEvent.AttributesObserved;
import dev.lodestar.core.account.AccountEvent.ChurnKind;
import dev.lodestar.core.account.AccountEvent.ChurnReported;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

class EventRulesTest {

  @Test
  void allowsAnEventUpToOneHourAhead() {
    assertThat(EventRules.check(observedAt(NOON.plus(Duration.ofHours(1))), NOON)).isEmpty();
  }

  @Test
  void namesValueAndRuleOfAnEventFromTheFuture() {
    assertThat(EventRules.check(observedAt(NOON.plus(Duration.ofMinutes(61))), NOON))
        .contains(
            "occurredAt 2026-01-15T13:01:00Z is more than PT1H after its receipt at"
                + " 2026-01-15T12:00:00Z");
  }

  @Test
  void namesValueAndRuleOfAnAncientEvent() {
    assertThat(EventRules.check(observedAt(Instant.EPOCH), NOON))
        .contains("occurredAt 1970-01-01T00:00:00Z is before 1980-01-01T00:00:00Z");
  }

  @Test
  void looksAtEveryTimeOfAnEvent() {
    var churn =
        new ChurnReported(
            "e",
            "acme",
            NOON,
            "billing",
            ChurnKind.CHURNED,
            Optional.empty(),
            Optional.empty(),
            NOON.plus(Duration.ofDays(30)));

    assertThat(EventRules.check(churn, NOON))
        .hasValueSatisfying(why -> assertThat(why).startsWith("effectiveAt"));
  }

  private static AccountEvent observedAt(Instant time) {
    return new AttributesObserved("e", "acme", time, "crm", new TreeMap<>());
  }
}
