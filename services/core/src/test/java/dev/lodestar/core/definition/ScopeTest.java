package dev.lodestar.core.definition;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.lodestar.core.account.AttributeValue;
import dev.lodestar.core.definition.Scope.Range;
import dev.lodestar.core.profile.DefinitionHash;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ScopeTest {

  private static final double NONE = Double.POSITIVE_INFINITY;

  private static final Scope MIDDLE = employees(Range.closed(10, 1_000));
  private static final Scope SMALL = employees(new Range(-NONE, false, 10, false));
  private static final Scope LARGE = employees(new Range(1_000, false, NONE, false));

  @ParameterizedTest
  @CsvSource({
    "9, true, false, false",
    "9.999999, true, false, false",
    "10, false, true, false",
    "500, false, true, false",
    "1000, false, true, false",
    "1000.000001, false, false, true",
    "1001, false, false, true",
    "-5, true, false, false",
    "1e300, false, false, true"
  })
  void holdsANumberWhereItFalls(double employees, boolean small, boolean middle, boolean large) {
    var held = Map.<String, AttributeValue>of("employees", new AttributeValue.Quantity(employees));

    assertThat(SMALL.contains(held)).isEqualTo(small);
    assertThat(MIDDLE.contains(held)).isEqualTo(middle);
    assertThat(LARGE.contains(held)).isEqualTo(large);
  }

  @Test
  void holdsNeitherTheUnknownNorTextInARange() {
    assertThat(MIDDLE.contains(Map.of())).isFalse();
    assertThat(MIDDLE.contains(Map.of("employees", new AttributeValue.Text("50")))).isFalse();
    assertThat(MIDDLE.contains(Map.of("employees", AttributeValue.Tags.of("50")))).isFalse();
  }

  @Test
  void needsEveryNamedAttribute() {
    var bounds = new TreeMap<String, Scope.Bounds>(MIDDLE.bounds());
    bounds.put("industry", new Scope.OneOf(new TreeSet<>(List.of("retail", "media"))));
    var both = new Scope(bounds);
    var fifty = new AttributeValue.Quantity(50);

    assertThat(both.contains(Map.of("employees", fifty))).isFalse();
    assertThat(
            both.contains(Map.of("employees", fifty, "industry", new AttributeValue.Text("media"))))
        .isTrue();
    assertThat(Scope.ALL.contains(Map.of())).isTrue();
  }

  @ParameterizedTest
  @CsvSource({
    "NaN, true, 10, true, a range ends at a number",
    "1, true, NaN, true, a range ends at a number",
    "-Infinity, true, Infinity, true, a range without an end",
    "11, true, 10, true, an empty range",
    "10, false, 10, true, an empty range",
    "10, true, 10, false, an empty range"
  })
  void refusesRangesThatMakeNoSense(
      double low, boolean lowIncluded, double high, boolean highIncluded, String why) {
    assertThatThrownBy(() -> new Range(low, lowIncluded, high, highIncluded))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining(why);
  }

  @Test
  void changesTheDefinitionWhenAnEndIsNoLongerIncluded() {
    assertThat(hash(Range.closed(10, 1_000)))
        .isEqualTo(hash(Range.closed(10, 1_000)))
        .isNotEqualTo(hash(new Range(10, false, 1_000, true)))
        .isNotEqualTo(hash(Range.closed(10, 1_001)));
    assertThat(Range.closed(-0.0, 1)).isEqualTo(Range.closed(0.0, 1));
  }

  private static String hash(Range range) {
    var d = ProfileDefinition.withDefaults("b2b");
    return DefinitionHash.of(
        new ProfileDefinition(
            d.profileId(),
            d.kind(),
            employees(range),
            d.attributes(),
            d.behaviours(),
            d.hypotheses(),
            d.valuation(),
            d.halfLife(),
            d.tiers(),
            d.publication()));
  }

  private static Scope employees(Range range) {
    return new Scope(new TreeMap<>(Map.of("employees", range)));
  }
}
