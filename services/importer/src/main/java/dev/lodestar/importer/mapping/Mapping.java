package dev.lodestar.importer.mapping;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/// What a set of CSV files means: which columns are attributes, which are deals, visits or churn.
///
/// @param name part of every event's id, so that the same rows give the same events again
/// @param source what the events name as the system that reported them
/// @param asOf when the files were exported
/// @param origin the mapping file, as messages name it
public record Mapping(
    String name, String source, Optional<Instant> asOf, List<FileMapping> files, String origin) {

  public Mapping {
    files = List.copyOf(files);
  }

  /// Reads a mapping file.
  ///
  /// @throws MappingException if it is no mapping, with every problem found
  public static Mapping read(Path file) throws IOException, MappingException {
    try {
      return parse(String.valueOf(file.getFileName()), Files.readString(file));
    } catch (NoSuchFileException e) {
      throw new MappingException(List.of("there is no mapping file " + file));
    } catch (java.nio.charset.CharacterCodingException e) {
      throw new MappingException(List.of(file + " is not valid UTF-8"));
    }
  }

  /// Reads the text of a mapping file.
  ///
  /// @param origin names the mapping in messages
  public static Mapping parse(String origin, String yaml) throws MappingException {
    return new MappingReader(origin).read(yaml);
  }
}
