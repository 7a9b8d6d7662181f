package dev.lodestar.importer.mapping;

import java.util.List;

/// A mapping that cannot be used: every problem found, as sentences for the one who wrote it.
public final class MappingException extends Exception {

  private static final long serialVersionUID = 1;

  public MappingException(List<String> problems) {
    super(String.join("\n", problems));
  }

  public List<String> problems() {
    return String.valueOf(getMessage()).lines().toList();
  }
}
