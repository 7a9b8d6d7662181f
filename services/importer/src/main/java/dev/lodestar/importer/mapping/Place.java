package dev.lodestar.importer.mapping;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.snakeyaml.engine.v2.exceptions.Mark;
import org.snakeyaml.engine.v2.nodes.MappingNode;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.nodes.NodeTuple;
import org.snakeyaml.engine.v2.nodes.ScalarNode;
import org.snakeyaml.engine.v2.nodes.SequenceNode;

/// A value in a YAML file and where it stands; every scalar is text, whatever it looks like.
final class Place {

  private final Node node;
  private final int line;
  private final String path;
  private final Problems problems;

  private Place(Node node, int line, String path, Problems problems) {
    this.node = node;
    this.line = line;
    this.path = path;
    this.problems = problems;
  }

  /// The whole of a file.
  static Place top(Node node, Problems problems) {
    return new Place(node, lineOf(node), "", problems);
  }

  /// The line of its name, or of itself where it has none.
  int line() {
    return line;
  }

  /// The way to it from the top of the file, for messages.
  String path() {
    return path;
  }

  void problem(String problem) {
    problems.add(line, problem);
  }

  boolean isText() {
    return node instanceof ScalarNode;
  }

  boolean isList() {
    return node instanceof SequenceNode;
  }

  String text() {
    if (node instanceof ScalarNode scalar) {
      return scalar.getValue();
    }
    problem(path + " must be a single value");
    return "";
  }

  /// The items of a list; a single value is a list of one.
  List<Place> items() {
    if (node instanceof SequenceNode list) {
      var items = new ArrayList<Place>();
      list.getValue().forEach(item -> items.add(new Place(item, lineOf(item), path, problems)));
      return items;
    }
    return List.of(this);
  }

  List<String> texts() {
    return items().stream().map(Place::text).toList();
  }

  /// The values by name, in the order they are written.
  Map<String, Place> entries() {
    if (!(node instanceof MappingNode mapping)) {
      problem(
          (path.isEmpty() ? "a mapping" : path)
              + " must be a list of names with values, as in \"name: value\"");
      return Map.of();
    }
    var entries = new LinkedHashMap<String, Place>();
    for (NodeTuple tuple : mapping.getValue()) {
      if (!(tuple.getKeyNode() instanceof ScalarNode name)) {
        problems.add(lineOf(tuple.getKeyNode()), path + " has a name that is no text");
        continue;
      }
      String key = name.getValue();
      String below = path.isEmpty() ? key : path + "." + key;
      if (entries.put(key, new Place(tuple.getValueNode(), lineOf(name), below, problems))
          != null) {
        problems.add(lineOf(name), below + " is given twice");
      }
    }
    return Collections.unmodifiableMap(entries);
  }

  /// As [#entries()], for a place that knows which names there may be.
  Map<String, Place> entries(Collection<String> allowed) {
    Map<String, Place> entries = entries();
    entries.forEach((name, value) -> {
      if (!allowed.contains(name)) {
        value.problem("unknown setting " + value.path + Suggestion.among(allowed, name));
      }
    });
    return entries;
  }

  Map<String, String> textByName() {
    var texts = new LinkedHashMap<String, String>();
    entries().forEach((name, value) -> texts.put(name, value.text()));
    return texts;
  }

  /// The text read by a function that throws when it is not well-formed.
  <T> Optional<T> as(String expected, Reader<T> reader) {
    String text = text();
    try {
      return Optional.of(reader.read(text));
    } catch (RuntimeException | BadValueException e) {
      problem(path + " is not " + expected + ": " + text);
      return Optional.empty();
    }
  }

  private static int lineOf(Node node) {
    return node.getStartMark().map(Mark::getLine).orElse(0) + 1;
  }

  /// What makes a value of a text.
  interface Reader<T> {
    T read(String text) throws BadValueException;
  }
}
