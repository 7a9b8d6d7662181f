package dev.lodestar.wire;

import dev.lodestar.schemas.AttributesObserved;
import java.util.Optional;
import org.apache.avro.SchemaFormatter;
import org.apache.avro.specific.SpecificData;
import org.apache.avro.specific.SpecificRecordBase;

/// The schemas of our events as text, each with all that it refers to.
public final class SchemaTexts {

  private SchemaTexts() {}

  /// Avro's JSON; empty when no event is called so.
  ///
  /// @param name such as `ProfileVersion`
  public static Optional<String> of(String name) {
    try {
      Class<?> type =
          Class.forName(
              AttributesObserved.class.getPackageName() + "." + name,
              false,
              AttributesObserved.class.getClassLoader());
      return SpecificRecordBase.class.isAssignableFrom(type)
          ? Optional.of(SchemaFormatter.format("json/pretty", SpecificData.get().getSchema(type)))
          : Optional.empty();
    } catch (ClassNotFoundException | LinkageError e) {
      return Optional.empty(); // a name that differs in case only is a LinkageError on some systems
    }
  }
}
