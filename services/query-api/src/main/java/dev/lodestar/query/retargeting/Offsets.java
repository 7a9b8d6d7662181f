package dev.lodestar.query.retargeting;

import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;

/// How far a topic was followed, partition by partition: the id of an event in a stream that
/// several partitions feed. It means the same to every instance of the API, and after every
/// restart.
final class Offsets {

  private static final String NOTHING = "0";

  private final Map<Integer, Long> last = new TreeMap<>();

  /// An event id that a client sends back.
  ///
  /// @return empty unless the text is one of ours
  static Optional<Offsets> parse(String text) {
    Offsets offsets = new Offsets();
    if (text.equals(NOTHING)) {
      return Optional.of(offsets);
    }
    try {
      for (String part : text.split("\\.", -1)) {
        String[] numbers = part.split("-", 2);
        offsets.last.put(Integer.valueOf(numbers[0]), Long.valueOf(numbers[1]));
      }
      return Optional.of(offsets);
    } catch (NumberFormatException | ArrayIndexOutOfBoundsException e) {
      return Optional.empty();
    }
  }

  boolean include(int partition, long offset) {
    return offset <= last.getOrDefault(partition, -1L);
  }

  void advance(int partition, long offset) {
    last.merge(partition, offset, Math::max);
  }

  String text() {
    return last.isEmpty()
        ? NOTHING
        : last.entrySet().stream()
            .map(e -> e.getKey() + "-" + e.getValue())
            .collect(Collectors.joining("."));
  }
}
