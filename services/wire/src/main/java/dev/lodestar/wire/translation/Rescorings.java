package dev.lodestar.wire.translation;

import dev.lodestar.core.profile.RescoredPart;
import dev.lodestar.core.profile.Rescoring;

/// How accounts moved, as several topics hold it.
public final class Rescorings {

  private Rescorings() {}

  public static dev.lodestar.schemas.RescoredPart toAvro(RescoredPart part) {
    return new dev.lodestar.schemas.RescoredPart(
        part.turn(), part.partition(), toAvro(part.rescored()));
  }

  public static RescoredPart toDomain(dev.lodestar.schemas.RescoredPart avro) {
    return new RescoredPart(avro.getTurn(), avro.getPartition(), toDomain(avro.getRescored()));
  }

  static dev.lodestar.schemas.Rescoring toAvro(Rescoring rescored) {
    return new dev.lodestar.schemas.Rescoring(rescored.accounts(), rescored.up(), rescored.down());
  }

  static Rescoring toDomain(dev.lodestar.schemas.Rescoring avro) {
    return new Rescoring(avro.getAccounts(), avro.getUp(), avro.getDown());
  }
}
