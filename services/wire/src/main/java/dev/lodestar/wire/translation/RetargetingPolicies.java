package dev.lodestar.wire.translation;

import dev.lodestar.core.retargeting.FrequencyCap;
import dev.lodestar.core.retargeting.RetargetingPolicy;
import java.time.Duration;
import java.util.List;
import java.util.Set;

/// Retargeting policies, as the `retargeting-policies` topic holds them.
public final class RetargetingPolicies {

  private RetargetingPolicies() {}

  public static dev.lodestar.schemas.RetargetingPolicy toAvro(RetargetingPolicy policy) {
    return dev.lodestar.schemas.RetargetingPolicy.newBuilder()
        .setBar(Tiers.toAvro(policy.bar()))
        .setCoolDownMillis(policy.coolDown().toMillis())
        .setExcludedReasons(List.copyOf(policy.excludedReasons()))
        .setCapMost(policy.cap().most())
        .setCapWithinMillis(policy.cap().within().toMillis())
        .build();
  }

  /// The policy that a record tells of.
  ///
  /// @throws IllegalArgumentException naming value and rule
  public static RetargetingPolicy toDomain(dev.lodestar.schemas.RetargetingPolicy avro) {
    return new RetargetingPolicy(
        Tiers.toDomain(avro.getBar()),
        Duration.ofMillis(avro.getCoolDownMillis()),
        Set.copyOf(avro.getExcludedReasons()),
        new FrequencyCap(avro.getCapMost(), Duration.ofMillis(avro.getCapWithinMillis())));
  }
}
