package dev.lodestar.wire.translation;

import dev.lodestar.core.fit.Tier;

/// Tiers of fit.
final class Tiers {

  private Tiers() {}

  static dev.lodestar.schemas.Tier toAvro(Tier tier) {
    return switch (tier) {
      case A -> dev.lodestar.schemas.Tier.A;
      case B -> dev.lodestar.schemas.Tier.B;
      case C -> dev.lodestar.schemas.Tier.C;
      case D -> dev.lodestar.schemas.Tier.D;
    };
  }

  static Tier toDomain(dev.lodestar.schemas.Tier tier) {
    return switch (tier) {
      case A -> Tier.A;
      case B -> Tier.B;
      case C -> Tier.C;
      case D -> Tier.D;
      case UNKNOWN -> throw Unknown.symbol("tier");
    };
  }
}
