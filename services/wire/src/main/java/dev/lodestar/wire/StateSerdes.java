package dev.lodestar.wire;

import dev.lodestar.core.account.Ledger;
import dev.lodestar.core.observation.Observation;
import dev.lodestar.schemas.LedgerState;
import dev.lodestar.schemas.ObservationState;
import dev.lodestar.wire.format.AvroSerde;
import dev.lodestar.wire.format.TranslatedSerde;
import dev.lodestar.wire.registry.SchemaRegistry;
import dev.lodestar.wire.translation.LedgerStates;
import dev.lodestar.wire.translation.ObservationStates;
import org.apache.kafka.common.serialization.Serde;

/// How state is written that stores, changelogs and internal topics hold.
public final class StateSerdes {

  private final Serde<Ledger> ledger;
  private final Serde<Observation> observation;

  public StateSerdes(SchemaRegistry registry) {
    ledger =
        new TranslatedSerde<Ledger, LedgerState>(
            new AvroSerde<>(registry, LedgerState.getClassSchema()),
            LedgerStates::toAvro,
            LedgerStates::toDomain);
    observation =
        new TranslatedSerde<Observation, ObservationState>(
            new AvroSerde<>(registry, ObservationState.getClassSchema()),
            ObservationStates::toAvro,
            ObservationStates::toDomain);
  }

  /// A ledger as its events; reading folds them again.
  public Serde<Ledger> ledger() {
    return ledger;
  }

  public Serde<Observation> observation() {
    return observation;
  }
}
