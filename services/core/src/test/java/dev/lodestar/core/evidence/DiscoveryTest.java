package dev.lodestar.core.evidence;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lodestar.core.account.AttributeValue;
import dev.lodestar.core.account.AttributeValue.Quantity;
import dev.lodestar.core.account.AttributeValue.Tags;
import dev.lodestar.core.account.AttributeValue.Text;
import dev.lodestar.core.definition.AttributeRule;
import dev.lodestar.core.definition.Hypothesis;
import dev.lodestar.core.definition.Hypothesis.Direction;
import dev.lodestar.core.definition.ProfileDefinition;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.IntFunction;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class DiscoveryTest {

  private static final ProfileDefinition DEFAULTS = ProfileDefinition.withDefaults("profile");

  @Test
  void readsNamesAsNominalNumbersAsOrderedAndSetsAsTags() {
    assertThat(reading(100, i -> new Text("ab".charAt(i % 2) + "")))
        .isEqualTo(new Reading.Nominal(List.of("a", "b"), false));
    assertThat(reading(100, i -> new Quantity(i % 3)))
        .isEqualTo(new Reading.Ordered(List.of(1.0, 2.0), true));
    assertThat(reading(100, i -> i % 2 == 0 ? Tags.of("x") : Tags.of("x", "y")))
        .isEqualTo(new Reading.Tagged(List.of("x", "y"), false));
  }

  @Test
  void goesWithTheMajorityWhereNumbersAndNamesAreMixed() {
    assertThat(reading(100, i -> i % 10 < 6 ? new Quantity(i % 3) : new Text("many")))
        .isEqualTo(new Reading.Ordered(List.of(1.0, 2.0), true));
    assertThat(reading(100, i -> i % 10 < 4 ? new Quantity(7) : new Text("many")))
        .isEqualTo(new Reading.Nominal(List.of("7", "many"), false));
  }

  @Test
  void readsNumbersWrittenAsTextButNotCodesWithLeadingZeros() {
    assertThat(reading(100, i -> new Text("" + i % 3))).isInstanceOf(Reading.Ordered.class);
    assertThat(reading(100, i -> new Text("0" + (1 + i % 3))))
        .isEqualTo(new Reading.Nominal(List.of("01", "02", "03"), false));
  }

  @Test
  void leavesOutIdentifiersConstantsAndWhatIsRarelyKnownAndSaysWhy() {
    assertThat(why(100, i -> new Text("id-" + i)))
        .isEqualTo("an identifier or free text: 100 different values in 100 deals");
    assertThat(why(100, i -> new Text("same"))).isEqualTo("always “same”");
    assertThat(why(100, i -> new Quantity(4.5))).isEqualTo("always 4.5");
    assertThat(why(4, i -> new Text("ab".charAt(i % 2) + "")))
        .isEqualTo("known of fewer than 5 deals");
    assertThat(why(100, i -> Tags.of())).isEqualTo("no deal has a tag");
  }

  @Test
  void letsRareNamesShareOneLevel() {
    var reading =
        reading(100, i -> new Text(i < 60 ? "often" : i < 90 ? "sometimes" : "rare-" + i % 5));

    assertThat(reading).isEqualTo(new Reading.Nominal(List.of("often", "sometimes"), true));
    assertThat(reading.levelsOf(new Text("never seen")))
        .hasValueSatisfying(l -> assertThat(l).containsExactly(2));
  }

  @Test
  void keepsTheMostFrequentNamesUpToALimit() {
    var reading = reading(10_000, i -> new Text("name-" + (int) Math.sqrt(i)));

    assertThat(reading.labels())
        .hasSize(Discovery.MAX_LEVELS + 1)
        .contains("name-99", Reading.OTHER);
  }

  @Test
  void dropsTheLeastKnownAttributesBeyondTheLimitOfLevels() {
    var counts = new TreeMap<String, ValueCounts>();
    for (int a = 0; a < 20; a++) {
      int attribute = a;
      counts.put(
          "a" + (char) ('a' + a),
          counts("a" + (char) ('a' + a), 1000 + a, i -> new Text("v" + (i + attribute) % 30)));
    }

    var discovery = Discovery.of(DEFAULTS, counts);

    assertThat(discovery.scheme().columns()).isLessThanOrEqualTo(Discovery.MAX_COLUMNS);
    assertThat(discovery.leftOut()).extracting(LeftOut::attribute).startsWith("aa", "ab");
  }

  @Test
  void doesAsTheDefinitionSays() {
    assertThat(under(new AttributeRule.Ignored(), i -> new Text("x" + i % 2)).leftOut())
        .containsExactly(new LeftOut("it", "the definition ignores it"));
    assertThat(
            under(new AttributeRule.Ordered(List.of(3.0, 9.0)), i -> new Text("" + i % 12))
                .scheme()
                .reading(0))
        .isEqualTo(new Reading.Ordered(List.of(3.0, 9.0), true));
    assertThat(under(new AttributeRule.Nominal(), i -> new Quantity(i % 2)).scheme().reading(0))
        .isEqualTo(new Reading.Nominal(List.of("0", "1"), false));
  }

  @Test
  void makesRoomForABeliefAboutWhatWasNeverSeen() {
    var definition =
        believing(
            new Hypothesis("industry", "space", Direction.GOOD, 5),
            new Hypothesis("employees", "120", Direction.GOOD, 5));

    var scheme = Discovery.of(definition, new TreeMap<>()).scheme();

    assertThat(scheme.attributes()).containsExactly("employees", "industry");
    assertThat(scheme.reading(0).labels()).containsExactly("<100", "100–199", "200+");
    assertThat(scheme.reading(1).labels()).containsExactly("space");
  }

  @Test
  void numbersUnknownValuesAfterAllLevels() {
    var readings = new TreeMap<String, Reading>();
    readings.put("a", new Reading.Nominal(List.of("x", "y"), false));
    readings.put("b", new Reading.Tagged(List.of("s", "t"), true));
    var scheme = new LevelScheme(readings);

    assertThat(scheme.levelsOf(Map.of("b", Tags.of("t", "?"))).columns()).containsExactly(3, 4, 5);
    assertThat(scheme.levelsOf(Map.of("a", new Text("y"))).columns()).containsExactly(1, 6);
    assertThat(scheme.levelsOf(Map.of("a", new Text("z"), "b", Tags.of())).columns()).isEmpty();
    assertThat(IntStream.range(0, 7).map(scheme::attributeOf)).containsExactly(0, 0, 1, 1, 1, 0, 1);
  }

  private static Reading reading(int observations, IntFunction<AttributeValue> value) {
    return discover(DEFAULTS, observations, value).scheme().reading(0);
  }

  private static String why(int observations, IntFunction<AttributeValue> value) {
    return discover(DEFAULTS, observations, value).leftOut().getFirst().why();
  }

  private static Discovery under(AttributeRule rule, IntFunction<AttributeValue> value) {
    var rules = new TreeMap<String, AttributeRule>();
    rules.put("it", rule);
    return discover(with(rules, List.of()), 100, value);
  }

  private static ProfileDefinition believing(Hypothesis... hypotheses) {
    return with(new TreeMap<>(), List.of(hypotheses));
  }

  private static ProfileDefinition with(
      SortedMap<String, AttributeRule> rules, List<Hypothesis> hypotheses) {
    return new ProfileDefinition(
        DEFAULTS.profileId(),
        DEFAULTS.kind(),
        DEFAULTS.scope(),
        rules,
        DEFAULTS.behaviours(),
        hypotheses,
        DEFAULTS.valuation(),
        DEFAULTS.halfLife(),
        DEFAULTS.tiers(),
        DEFAULTS.publication());
  }

  private static Discovery discover(
      ProfileDefinition definition, int observations, IntFunction<AttributeValue> value) {
    var counts = new TreeMap<String, ValueCounts>();
    counts.put("it", counts("it", observations, value));
    return Discovery.of(definition, counts);
  }

  private static ValueCounts counts(
      String attribute, int observations, IntFunction<AttributeValue> value) {
    var counts = new ValueCounts(attribute);
    IntStream.range(0, observations).mapToObj(value).forEach(v -> counts.count(counts.entry(v), 1));
    return counts;
  }
}
