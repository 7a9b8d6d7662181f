package dev.lodestar.core.evidence;

import dev.lodestar.core.account.AttributeValue;
import java.util.Optional;
import java.util.regex.Pattern;

/// Values that can be read as a number.
final class Numbers {

  // Not whatever parseDouble takes: "NaN", "0x1p3" and "10d" are names.
  private static final Pattern DECIMAL =
      Pattern.compile("\\s*[+-]?(\\d{1,300}\\.?\\d*|\\.\\d+)([eE][+-]?\\d{1,3})?\\s*");

  private Numbers() {}

  static Optional<Double> of(AttributeValue value) {
    return switch (value) {
      case AttributeValue.Quantity(var number) -> Optional.of(number);
      case AttributeValue.Text(var text) -> parse(text);
      case AttributeValue.Tags(var tags) ->
          tags.size() == 1 ? parse(tags.first()) : Optional.empty();
    };
  }

  private static Optional<Double> parse(String text) {
    if (!DECIMAL.matcher(text).matches()) {
      return Optional.empty();
    }
    double number = Double.parseDouble(text.strip()) + 0.0;
    return Double.isFinite(number) ? Optional.of(number) : Optional.empty();
  }
}
