package dev.lodestar.core.profile;

/// A name that somebody gave to a version.
///
/// @param version the number of the version named
/// @param by who named it, as far as that is known
public record Label(int version, String by) {

  public Label {
    if (version < 1) {
      throw new IllegalArgumentException("version numbers start at 1: " + version);
    }
  }
}
