package dev.lodestar.core.fit;

import dev.lodestar.core.account.AttributeValue;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.ToDoubleFunction;
import org.jspecify.annotations.Nullable;

/// An account under one version, to be asked what its probability would be if one of its attributes
/// had another value, all else as it is.
///
/// What it holds is read and added up once, so that each of many values costs little.
final class WhatIf {

  private final PreparedPosterior posterior;
  private final Map<String, AttributeValue> attributes;
  private final PreparedPosterior.@Nullable Held[] held;
  private final PreparedPosterior.Total total;

  WhatIf(PreparedPosterior posterior, Map<String, AttributeValue> attributes) {
    this.posterior = posterior;
    this.attributes = attributes;
    this.held = posterior.held(attributes);
    this.total = posterior.sum(held).total();
  }

  /// The probability by the value of an attribute, which must be one that the version can read.
  ToDoubleFunction<AttributeValue> with(int attribute) {
    return posterior.isPaired(attribute) ? withPair(attribute) : withSingle(attribute);
  }

  private ToDoubleFunction<AttributeValue> withSingle(int attribute) {
    var others = total.without(attribute, held[attribute]);
    return value -> {
      var other = posterior.heldOf(attribute, value);
      if (other == null) {
        throw new IllegalArgumentException(name(attribute) + " cannot be " + value);
      }
      return others.probabilityWith(attribute, other);
    };
  }

  private ToDoubleFunction<AttributeValue> withPair(int attribute) {
    return value -> { // the pair changes with it
      var changed = new TreeMap<>(attributes);
      changed.put(name(attribute), value);
      return posterior.probability(changed);
    };
  }

  private String name(int attribute) {
    return posterior.attributes().get(attribute).attribute();
  }
}
