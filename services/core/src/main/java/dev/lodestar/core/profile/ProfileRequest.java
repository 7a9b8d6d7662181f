package dev.lodestar.core.profile;

import java.time.Instant;

/// Something asked of a profile by a person or a tool.
public sealed interface ProfileRequest {

  /// Who asks, such as `import crm-2026.csv`.
  String by();

  /// Publish nothing until then, or until [Publish]: a long import should lead to one version.
  record Hold(String by, Instant until) implements ProfileRequest {}

  /// Publish what the evidence says now, if it differs at all from the newest version, and end any
  /// hold.
  record Publish(String by) implements ProfileRequest {}
}
