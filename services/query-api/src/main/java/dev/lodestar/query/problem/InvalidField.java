package dev.lodestar.query.problem;

/// A part of a request that breaks a rule.
public final class InvalidField extends RuntimeException {

  private static final long serialVersionUID = 1;

  private static final int MAX_VALUE = 120;

  private final String field;
  private final String value;
  private final String rule;

  /// Names the part, its value and the rule.
  ///
  /// @param field where it stands, such as `tiers.a` or `items[3].attributes.employees`
  /// @param value as it was sent; cut when long
  /// @param rule what the value has to be
  public InvalidField(String field, String value, String rule) {
    super(field + " " + rule + ": " + cut(value));
    this.field = cut(field);
    this.value = cut(value);
    this.rule = rule;
  }

  public String field() {
    return field;
  }

  public String value() {
    return value;
  }

  public String rule() {
    return rule;
  }

  private static String cut(String text) {
    if (text.length() <= MAX_VALUE) {
      return text;
    }
    int end = Character.isHighSurrogate(text.charAt(MAX_VALUE - 1)) ? MAX_VALUE - 1 : MAX_VALUE;
    return text.substring(0, end) + "…";
  }
}
