package dev.lodestar.importer.mapping;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.api.lowlevel.Compose;
import org.snakeyaml.engine.v2.exceptions.MarkedYamlEngineException;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;
import org.snakeyaml.engine.v2.nodes.Node;

/// Reads the top of a mapping file.
final class MappingReader {

  static final List<String> SETTINGS =
      List.of("name", "source", "asOf", "dates", "numbers", "unknown", "files");

  private static final Pattern NAME = Pattern.compile("[a-z0-9][a-z0-9._-]{0,63}");

  private final String origin;
  private final Problems problems;

  MappingReader(String origin) {
    this.origin = origin;
    this.problems = new Problems(origin);
  }

  Mapping read(String yaml) throws MappingException {
    Place top = Place.top(compose(yaml), problems);
    Map<String, Place> settings = top.entries(SETTINGS);
    String name = settings.containsKey("name") ? settings.get("name").text() : "";
    if (!NAME.matcher(name).matches()) {
      problems.add(
          settings.containsKey("name") ? settings.get("name").line() : 1,
          "name must be given, in lower-case letters, digits, . _ and -");
    }
    Format format = FormatReader.defaults(settings);
    Optional<Instant> asOf =
        Optional.ofNullable(settings.get("asOf"))
            .flatMap(place -> place.as("a date such as 2026-01-31", format.dates().iso()::parse));
    String source = Optional.ofNullable(settings.get("source")).map(Place::text).orElse(name);
    List<FileMapping> files = files(settings.get("files"), format);
    problems.throwIfAny();
    var mapping = new Mapping(name, source, asOf, files, origin);
    MappingRules.check(mapping, problems);
    problems.throwIfAny();
    return mapping;
  }

  private List<FileMapping> files(@org.jspecify.annotations.Nullable Place place, Format format) {
    var files = new ArrayList<FileMapping>();
    if (place != null) {
      place
          .entries()
          .forEach((name, file) -> files.add(new FileMappingReader(name, file, format).read()));
    }
    if (files.isEmpty()) {
      problems.add(place == null ? 1 : place.line(), "files must describe at least one file");
    }
    return files;
  }

  private Node compose(String yaml) throws MappingException {
    try {
      var settings = LoadSettings.builder().setLabel(origin).setCodePointLimit(1 << 20).build();
      return new Compose(settings)
          .composeString(yaml)
          .orElseThrow(() -> new MappingException(List.of(origin + " is empty")));
    } catch (MarkedYamlEngineException e) {
      int line = e.getProblemMark().map(mark -> mark.getLine() + 1).orElse(1);
      throw new MappingException(List.of(origin + ":" + line + ": not YAML: " + e.getProblem()));
    } catch (YamlEngineException e) {
      throw new MappingException(List.of(origin + ": not YAML: " + e.getMessage()));
    }
  }
}
