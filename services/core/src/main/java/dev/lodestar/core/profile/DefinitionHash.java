package dev.lodestar.core.profile;

import dev.lodestar.core.definition.ProfileDefinition;
import java.util.List;

/// Tells apart definitions that may be learned from differently: SHA-256 over everything that a
/// definition says but when to publish, whatever order its hypotheses are in.
public final class DefinitionHash {

  private DefinitionHash() {}

  /// In lower-case hexadecimal.
  public static String of(ProfileDefinition definition) {
    return CanonicalText.sha256(
        CanonicalText.of(
            List.of(
                definition.profileId(),
                definition.kind(),
                definition.scope(),
                definition.attributes(),
                definition.behaviours(),
                definition.hypotheses().stream().map(CanonicalText::of).sorted().toList(),
                definition.valuation(),
                definition.halfLife(),
                definition.tiers())));
  }
}
