package dev.lodestar.query.identity;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import org.junit.jupiter.api.Test;

class TracesTest {

  private static final Instant ERASED = Instant.parse("2026-03-01T12:00:00Z");

  private final Traces traces = new Traces(ERASED);

  @Test
  void serveWhatNoTombstoneHasTakenBack() {
    traces.take("acme", ERASED.minusSeconds(9), false);

    assertThat(traces.serves()).isTrue();
    assertThat(traces.remain()).isTrue();
  }

  @Test
  void remainBeforeATombstoneUntilTheTopicIsCleaned() {
    traces.take("acme", ERASED.minusSeconds(9), false);
    traces.take("acme", ERASED.plusSeconds(1), false); // received later, and worked off before
    traces.take("acme", ERASED, true);

    assertThat(traces.serves()).isFalse();
    assertThat(traces.remain()).isTrue();
  }

  @Test
  void areNoneInATopicThatWasCleaned() {
    traces.take("acme", ERASED, true);

    assertThat(traces.remain()).isFalse();
  }

  @Test
  void areNoneOfWhatBeganAnew() {
    traces.take("ledger", ERASED, false); // that it was erased
    traces.take("ledger", ERASED.plusSeconds(60), false);
    traces.take("view", ERASED.plusSeconds(60), false);

    assertThat(traces.serves()).isFalse();
    assertThat(traces.remain()).isFalse();
  }

  @Test
  void tellOneAccountFromAnotherByTheKey() {
    assertThat(KeyForm.ACCOUNT.isAbout("acme", "acme")).isTrue();
    assertThat(KeyForm.ACCOUNT.isAbout("acme", "acme\u001fd-1")).isTrue();
    assertThat(KeyForm.ACCOUNT.isAbout("acme", "acme-inc")).isFalse();
    assertThat(KeyForm.ACCOUNT.isAbout("b", "a/b")).isFalse();
    assertThat(KeyForm.PREFIXED.isAbout("a/b", "default/a/b")).isTrue();
    assertThat(KeyForm.PREFIXED.isAbout("acme", "default/acme\u001fd-1")).isTrue();
    assertThat(KeyForm.PREFIXED.isAbout("b", "default/a/b")).isFalse();
    assertThat(KeyForm.PREFIXED.isAbout("acme", "acme")).isFalse();
  }
}
