package dev.lodestar.importer.csv;

/// A line of a file as bytes, without its line break.
final class Line {

  private final long number;
  private final byte[] bytes;
  private final boolean cut;

  /// @param number 1 for the first
  /// @param cut whether the line was longer than allowed, and only its beginning is here
  Line(long number, byte[] bytes, boolean cut) {
    this.number = number;
    this.bytes = bytes;
    this.cut = cut;
  }

  long number() {
    return number;
  }

  byte[] bytes() {
    return bytes;
  }

  boolean isCut() {
    return cut;
  }

  boolean isBlank() {
    for (byte b : bytes) {
      if (b != ' ' && b != '\t') {
        return false;
      }
    }
    return !cut;
  }
}
