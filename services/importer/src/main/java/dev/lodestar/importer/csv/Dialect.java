package dev.lodestar.importer.csv;

import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/// How a CSV file is written.
///
/// @param fallback read the lines with it that are not valid in `charset`
public record Dialect(char separator, char quote, Charset charset, Optional<Charset> fallback) {

  public static final Dialect DEFAULT =
      new Dialect(',', '"', StandardCharsets.UTF_8, Optional.empty());

  public Dialect {
    if (separator == quote || isLineBreak(separator) || isLineBreak(quote)) {
      throw new IllegalArgumentException(
          "separator and quote must be two different characters, and no line breaks");
    }
    requireAsciiCompatible(charset);
    fallback.ifPresent(Dialect::requireAsciiCompatible);
  }

  private static boolean isLineBreak(char c) {
    return c == '\n' || c == '\r';
  }

  // Lines are told apart before they are decoded, so that one undecodable line is one broken row.
  private static void requireAsciiCompatible(Charset charset) {
    if (!charset.canEncode() || "\n\r\",;".getBytes(charset).length != 5) {
      throw new IllegalArgumentException(
          "charset not supported: " + charset + "; save the file as UTF-8");
    }
  }
}
