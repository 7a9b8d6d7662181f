package dev.lodestar.importer.history;

import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// The rows of a file that others are joined to, by key.
final class Lookup {

  private final List<String> header;
  private final Map<String, List<String>> rows = new HashMap<>();

  Lookup(List<String> header) {
    this.header = header;
  }

  List<String> header() {
    return header;
  }

  /// Of several rows with one key the greatest counts, so that their order does not matter.
  Disposition add(String key, List<String> values) {
    List<String> known = rows.putIfAbsent(key, values);
    if (known == null) {
      return Disposition.LOOKUP;
    }
    if (known.equals(values)) {
      return Disposition.DUPLICATE;
    }
    if (values.toString().compareTo(known.toString()) > 0) {
      rows.put(key, values);
    }
    return Disposition.SUPERSEDED;
  }

  boolean contains(String key) {
    return rows.containsKey(key);
  }

  /// Empty when there is none.
  List<String> get(String key) {
    return rows.getOrDefault(key, List.of());
  }
}
