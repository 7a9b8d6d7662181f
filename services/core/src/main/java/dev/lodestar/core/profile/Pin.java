package dev.lodestar.core.profile;

/// A decision to hold a profile at one of its versions.
///
/// @param version to be in force; one that does not exist holds nothing until it does
/// @param by who decided, as far as that is known
public record Pin(int version, String by) {

  public Pin {
    if (version < 1) {
      throw new IllegalArgumentException("version numbers start at 1: " + version);
    }
  }
}
