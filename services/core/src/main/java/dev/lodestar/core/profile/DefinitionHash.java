package dev.lodestar.core.profile;

import dev.lodestar.core.definition.ProfileDefinition;
import java.util.List;

/// Tells apart definitions that may be learned from differently: what they are about, and what they
/// believe.
public final class DefinitionHash {

  private DefinitionHash() {}

  /// SHA-256 over everything that a definition says but what is believed and when to publish, in
  /// lower-case hexadecimal.
  public static String of(ProfileDefinition definition) {
    return CanonicalText.sha256(
        CanonicalText.of(
            List.of(
                definition.profileId(),
                definition.kind(),
                definition.scope(),
                definition.attributes(),
                definition.behaviours(),
                definition.valuation(),
                definition.halfLife(),
                definition.tiers())));
  }

  /// SHA-256 over what a definition believes, whatever order its hypotheses are in, in lower-case
  /// hexadecimal.
  public static String ofHypotheses(ProfileDefinition definition) {
    return CanonicalText.sha256(
        CanonicalText.of(
            definition.hypotheses().stream().map(CanonicalText::of).sorted().toList()));
  }
}
