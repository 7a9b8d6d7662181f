package dev.lodestar.importer.mapping;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Where a value comes from.
public sealed interface Origin {

  /// A column of the file, or of a joined one as `file.column`.
  record Column(String name) implements Origin {

    @Override
    public String toString() {
      return name;
    }
  }

  /// Text with the values of columns in it, such as `contact-{row}`.
  ///
  /// @param parts in order; unknown as a whole when a column in it is unknown
  record Template(String text, List<Part> parts) implements Origin {

    private static final Pattern PLACE = Pattern.compile("\\{([^{}]*)}");

    public Template {
      parts = List.copyOf(parts);
    }

    public static Template of(String text) {
      var parts = new ArrayList<Part>();
      Matcher place = PLACE.matcher(text);
      int done = 0;
      while (place.find()) {
        if (place.start() > done) {
          parts.add(new Part.Literal(text.substring(done, place.start())));
        }
        String name = place.group(1).strip();
        parts.add(
            switch (name) {
              case "row" -> new Part.RowNumber();
              case "asOf" -> new Part.AsOf();
              case "time" -> new Part.Time();
              default -> new Part.Value(name);
            });
        done = place.end();
      }
      if (done < text.length() || parts.isEmpty()) {
        parts.add(new Part.Literal(text.substring(done)));
      }
      return new Template(text, parts);
    }

    @Override
    public String toString() {
      return "\"" + text + "\"";
    }
  }

  /// A piece of a template.
  sealed interface Part {

    record Literal(String text) implements Part {}

    /// The value of a column.
    record Value(String column) implements Part {}

    /// The position of the row in its file, 1 for the first below the header.
    record RowNumber() implements Part {}

    /// When the files were exported.
    record AsOf() implements Part {}

    /// When the row happened, by [FileMapping#time()].
    record Time() implements Part {}
  }
}
