package dev.lodestar.refinery.agenda;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lodestar.refinery.agenda.Agenda.Entry;
import java.time.Instant;
import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.streams.processor.api.MockProcessorContext;
import org.apache.kafka.streams.state.KeyValueStore;
import org.apache.kafka.streams.state.Stores;
import org.junit.jupiter.api.Test;

class AgendaTest {

  private static final Instant NOON = Instant.parse("2026-11-22T12:00:00Z");

  private final Agenda agenda = new Agenda(store());

  @Test
  void takesWhatIsDueEarliestFirst() {
    agenda.ask(NOON.plusSeconds(1), "late/slash");
    agenda.ask(NOON, "now");
    agenda.ask(Instant.parse("1999-01-01T00:00:00Z"), "long ago");

    assertThat(agenda.take(NOON, 9))
        .containsExactly(
            new Entry(Instant.parse("1999-01-01T00:00:00Z"), "long ago"), new Entry(NOON, "now"));
    assertThat(agenda.take(NOON, 9)).isEmpty();
    assertThat(agenda.take(NOON.plusSeconds(1), 9))
        .containsExactly(new Entry(NOON.plusSeconds(1), "late/slash"));
  }

  @Test
  void takesNoMoreThanAsked() {
    agenda.ask(NOON, "a");
    agenda.ask(NOON, "b");
    agenda.ask(NOON, "c");

    assertThat(agenda.take(NOON, 2)).extracting(Entry::accountId).containsExactly("a", "b");
    assertThat(agenda.take(NOON, 2)).extracting(Entry::accountId).containsExactly("c");
  }

  @Test
  void takesWhatWasAskedTwiceOnce() {
    agenda.ask(NOON, "a");
    agenda.ask(NOON, "a");

    assertThat(agenda.take(NOON, 9)).hasSize(1);
  }

  private static KeyValueStore<String, byte[]> store() {
    var context = new MockProcessorContext<Object, Object>();
    KeyValueStore<String, byte[]> store =
        Stores.keyValueStoreBuilder(
                Stores.inMemoryKeyValueStore(Agenda.STORE), Serdes.String(), Serdes.ByteArray())
            .withLoggingDisabled()
            .build();
    store.init(context.getStateStoreContext(), store);
    return store;
  }
}
