package dev.lodestar.importer.history;

import dev.lodestar.importer.mapping.FileMapping;
import dev.lodestar.importer.mapping.Mapping;
import dev.lodestar.importer.mapping.MappingException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// Which actual files a mapping describes.
///
/// @param byMapping in the order of the mapping; files of one pattern by name
/// @param notUsed files that were named, or lie in a folder that was, and are not read
public record InputFiles(Map<FileMapping, List<Path>> byMapping, List<Path> notUsed) {

  /// Finds the files of a mapping among files and folders.
  ///
  /// @throws MappingException if one is missing, or one was named that the mapping does not know
  public static InputFiles find(Mapping mapping, List<Path> given)
      throws IOException, MappingException {
    var problems = new ArrayList<String>();
    var found = new LinkedHashMap<FileMapping, List<Path>>();
    mapping.files().forEach(file -> found.put(file, new ArrayList<>()));
    var notUsed = new ArrayList<Path>();
    for (Path path : given) {
      boolean isFolder = Files.isDirectory(path);
      for (Path file : isFolder ? filesIn(path) : List.of(path)) {
        Optional<FileMapping> described = described(file, mapping, isFolder || given.size() > 1);
        if (described.isPresent()) {
          found.getOrDefault(described.get(), notUsed).add(file);
        } else if (isFolder) {
          notUsed.add(file);
        } else {
          problems.add(
              file + " is none of the files of " + mapping.origin() + ": " + names(mapping));
        }
      }
    }
    found.forEach((file, paths) -> {
      if (paths.isEmpty() && !file.optional() && file.leftOut().isEmpty()) {
        problems.add(
            "%s is missing: name %s, or the folder it is in"
                .formatted(file.name(), file.pattern()));
      }
    });
    if (!problems.isEmpty()) {
      throw new MappingException(problems);
    }
    found.entrySet().stream()
        .filter(entry -> entry.getKey().leftOut().isPresent())
        .forEach(entry -> notUsed.addAll(entry.getValue()));
    found.keySet().removeIf(file -> file.leftOut().isPresent());
    return new InputFiles(found, notUsed);
  }

  /// All files that are read.
  public List<Path> paths() {
    return byMapping.values().stream().flatMap(List::stream).toList();
  }

  // A single file for a mapping of a single file may be called anything.
  private static Optional<FileMapping> described(Path file, Mapping mapping, boolean oneOfMany) {
    String name = String.valueOf(file.getFileName());
    Optional<FileMapping> byName =
        mapping.files().stream().filter(described -> described.matches(name)).findFirst();
    return byName.isEmpty() && !oneOfMany && mapping.files().size() == 1
        ? Optional.of(mapping.files().getFirst())
        : byName;
  }

  private static String names(Mapping mapping) {
    return mapping.files().stream().map(FileMapping::pattern).collect(Collectors.joining(", "));
  }

  private static List<Path> filesIn(Path folder) throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      return files.filter(Files::isRegularFile).sorted().toList();
    }
  }
}
