package dev.lodestar.importer.mapping;

import java.math.BigDecimal;
import java.util.Optional;
import java.util.regex.Pattern;

/// How numbers are written.
///
/// @param decimal between the whole number and the fraction
/// @param group between thousands, if anything is
public record Numbers(char decimal, Optional<Character> group) {

  public static final Numbers DEFAULT = new Numbers('.', Optional.empty());

  /// The largest magnitude that is taken for a number rather than for a mistake.
  public static final double LARGEST = 1e15;

  private static final Pattern PLAIN =
      Pattern.compile("[+-]?(\\d+(\\.\\d*)?|\\.\\d+)([eE][+-]?\\d{1,3})?");
  private static final Pattern CURRENCY = Pattern.compile("^[\\p{Sc}\\s]+|[\\p{Sc}\\s]+$");

  public Numbers {
    if (group.isPresent() && group.get() == decimal) {
      throw new IllegalArgumentException("decimal and group are the same: " + decimal);
    }
  }

  /// Reads a number; a currency sign before or after it is passed over.
  public BigDecimal parse(String text) throws BadValueException {
    String plain = CURRENCY.matcher(text).replaceAll("");
    if (group.isPresent()) {
      plain = plain.replace(group.get().toString(), "");
    }
    if (decimal != '.') {
      plain = plain.replace('.', '?').replace(decimal, '.');
    }
    if (plain.length() > 400 || !PLAIN.matcher(plain).matches()) {
      throw new BadValueException("not a number: " + text);
    }
    var number = new BigDecimal(plain);
    if (Math.abs(number.doubleValue()) > LARGEST) {
      throw new BadValueException("larger than 1e15: " + text);
    }
    return number;
  }
}
