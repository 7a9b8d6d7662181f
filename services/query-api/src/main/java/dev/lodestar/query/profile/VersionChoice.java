package dev.lodestar.query.profile;

import dev.lodestar.query.json.JsonFields;
import dev.lodestar.query.problem.InvalidField;

/// A version that somebody chooses, to pin it or to name it.
///
/// @param by whom, as far as that is told
public record VersionChoice(int version, String by) {

  private static final String SOMEBODY = "somebody over HTTP";

  /// The choice that a body makes by `version` and `by`.
  ///
  /// @throws InvalidField unless it is the number of a version
  public static VersionChoice read(JsonFields fields) {
    int version =
        fields
            .whole("version")
            .filter(number -> number > 0)
            .orElseThrow(() ->
                new InvalidField(
                    "version",
                    fields.node("version").map(JsonFields::shown).orElse(""),
                    "must be the number of a version"));
    return new VersionChoice(version, fields.text("by").orElse(SOMEBODY));
  }
}
