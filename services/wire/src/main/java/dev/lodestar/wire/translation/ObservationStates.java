package dev.lodestar.wire.translation;

import dev.lodestar.core.observation.Observation;
import dev.lodestar.core.observation.Outcome;
import dev.lodestar.schemas.ObservationState;
import java.util.Optional;

/// Observations, as internal topics and stores keep them.
public final class ObservationStates {

  private ObservationStates() {}

  public static ObservationState toAvro(Observation observation) {
    var avro =
        ObservationState.newBuilder()
            .setAccountId(observation.accountId())
            .setDealId(observation.dealId())
            .setOpenedAt(observation.openedAt())
            .setClosedAt(observation.closedAt())
            .setAmount(Optionals.orNull(observation.amount()))
            .setCosts(Optionals.orNull(observation.costs()))
            .setAttributes(AttributeValues.toAvro(observation.attributes()));
    return switch (observation.outcome()) {
      case Outcome.Lost() -> avro.setWon(false).setChurnedAt(null).build();
      case Outcome.Won(var churnedAt) ->
          avro.setWon(true).setChurnedAt(churnedAt.orElse(null)).build();
    };
  }

  public static Observation toDomain(ObservationState avro) {
    return new Observation(
        avro.getAccountId(),
        avro.getDealId(),
        avro.getOpenedAt(),
        avro.getClosedAt(),
        avro.getWon()
            ? new Outcome.Won(Optional.ofNullable(avro.getChurnedAt()))
            : new Outcome.Lost(),
        Optionals.number(avro.getAmount()),
        Optionals.number(avro.getCosts()),
        AttributeValues.known(avro.getAttributes()));
  }
}
