package dev.lodestar.importer.mapping;

import java.util.ArrayList;
import java.util.List;

/// What is wrong with a mapping, collected so that its writer hears of everything at once.
public final class Problems {

  private final String origin;
  private final List<String> found = new ArrayList<>();

  public Problems(String origin) {
    this.origin = origin;
  }

  /// Notes a problem.
  ///
  /// @param line of the mapping file
  public void add(int line, String problem) {
    found.add(origin + ":" + line + ": " + problem);
  }

  public void throwIfAny() throws MappingException {
    if (!found.isEmpty()) {
      throw new MappingException(found);
    }
  }
}
