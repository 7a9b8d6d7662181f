package dev.lodestar.wire.translation;

/// What a newer writer says that this reader has no word for.
final class Unknown {

  private Unknown() {}

  static IllegalArgumentException symbol(String field) {
    return new IllegalArgumentException(
        "%s is UNKNOWN: its writer knows more of them than this reader".formatted(field));
  }
}
