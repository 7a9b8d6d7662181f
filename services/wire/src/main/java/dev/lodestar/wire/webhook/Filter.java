package dev.lodestar.wire.webhook;

import dev.lodestar.core.fit.Tier;
import java.util.Collections;
import java.util.EnumSet;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;

/// What a webhook wants to hear of; where nothing is named, everything.
///
/// @param types of events, as CloudEvents names them
/// @param attributes of which a change of a profile must touch one
/// @param tiers of the accounts that retargeting decisions are about
public record Filter(
    SortedSet<String> types,
    SortedSet<String> profiles,
    SortedSet<String> attributes,
    Set<Tier> tiers) {

  public static final Filter ALL =
      new Filter(new TreeSet<>(), new TreeSet<>(), new TreeSet<>(), Set.of());

  public Filter {
    types = Collections.unmodifiableSortedSet(new TreeSet<>(types));
    profiles = Collections.unmodifiableSortedSet(new TreeSet<>(profiles));
    attributes = Collections.unmodifiableSortedSet(new TreeSet<>(attributes));
    var sorted = EnumSet.noneOf(Tier.class);
    sorted.addAll(tiers);
    tiers = Collections.unmodifiableSet(sorted);
  }
}
