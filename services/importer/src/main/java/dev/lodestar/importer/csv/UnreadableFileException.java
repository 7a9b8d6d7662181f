package dev.lodestar.importer.csv;

import java.io.IOException;

/// A file that is no CSV at all, or cannot be opened; the message is a sentence for the user.
public final class UnreadableFileException extends IOException {

  private static final long serialVersionUID = 1;

  public UnreadableFileException(String message) {
    super(message);
  }
}
