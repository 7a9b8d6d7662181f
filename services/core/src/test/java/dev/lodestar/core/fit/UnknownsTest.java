package dev.lodestar.core.fit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lodestar.core.account.AttributeValue;
import dev.lodestar.core.account.AttributeValue.Quantity;
import dev.lodestar.core.account.AttributeValue.Tags;
import dev.lodestar.core.account.AttributeValue.Text;
import dev.lodestar.core.evidence.Reading;
import dev.lodestar.core.learner.AttributeWeights;
import dev.lodestar.core.learner.LevelWeight;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class UnknownsTest {

  private static final FitScale SCALE = new FitScale(List.of(0.2, 0.4, 0.6), 0.8, 0.6, 0.4);

  private static final Map<String, List<AttributeValue>> POSSIBLE =
      Map.of(
          "employees",
          Stream.of(1, 10, 60, 5_000).<AttributeValue>map(Quantity::new).toList(),
          "industry",
          Stream.of("finance", "health", "mining", "retail")
              .<AttributeValue>map(Text::new)
              .toList(),
          "technologies",
          Stream.of(
                  Tags.of(), Tags.of("cobol"), Tags.of("flink"), Tags.of("kafka"), Tags.of("spark"))
              .<AttributeValue>map(tags -> tags)
              .toList());

  static LongStream seeds() {
    return LongStream.rangeClosed(1, 50);
  }

  @ParameterizedTest
  @MethodSource("seeds")
  void tellTheExtremesOfWhatTheFitWouldBe(long seed) {
    var fitting = new Fitting(SomePosterior.of(seed), SCALE);
    var account = SomePosterior.account(seed);
    account.remove(List.of("employees", "industry", "technologies").get((int) (seed % 3)));
    var fit = fitting.fit(account);

    var unknowns = new Unknowns(fitting).of(fit, account);

    assertThat(unknowns).extracting(Unknown::attribute).isEqualTo(fit.unknown());
    assertThat(unknowns).isNotEmpty();
    for (Unknown unknown : unknowns) {
      var reached =
          POSSIBLE.getOrDefault(unknown.attribute(), List.of()).stream()
              .mapToDouble(value -> fitting.probability(with(account, unknown.attribute(), value)))
              .summaryStatistics();
      // Where rare names share a level, that level may be the extreme one.
      assertThat(unknown.lowest().probability()).isLessThanOrEqualTo(reached.getMin());
      assertThat(unknown.highest().probability()).isGreaterThanOrEqualTo(reached.getMax());
      for (var known : List.of(unknown.lowest(), unknown.highest())) {
        var value = value(unknown.attribute(), known.level());
        var then = fitting.fit(with(account, unknown.attribute(), value));
        assertThat(known.probability()).isEqualTo(then.probability());
        assertThat(known.score()).isEqualTo(then.score());
        assertThat(known.tier()).isEqualTo(then.tier());
      }
    }
  }

  @Test
  void countThePairThatBecomesKnown() {
    var random = new Random(3);
    var first = new Reading.Nominal(List.of("a", "b"), false);
    var second = new Reading.Nominal(List.of("x", "y"), false);
    var fitting =
        new Fitting(
            SomePosterior.independent(
                0,
                weights("one", first, random),
                weights(
                    "one × two",
                    new Reading.Paired("one", first, "two", second, List.of(1)),
                    random),
                weights("two", second, random)),
            SCALE);
    var account = Map.<String, AttributeValue>of("one", new Text("a"));

    var unknown = new Unknowns(fitting).of(fitting.fit(account), account).getFirst();

    assertThat(unknown.attribute()).isEqualTo("two");
    double x = fitting.probability(with(account, "two", new Text("x")));
    double y = fitting.probability(with(account, "two", new Text("y")));
    assertThat(unknown.lowest().probability()).isEqualTo(Math.min(x, y));
    assertThat(unknown.highest().probability()).isEqualTo(Math.max(x, y));
  }

  @Test
  void areNoneWhereAllIsKnown() {
    var fitting = new Fitting(SomePosterior.of(1), SCALE);
    var account =
        Map.<String, AttributeValue>of(
            "employees", new Quantity(5), "industry", new Text("x"), "technologies", Tags.of());

    assertThat(new Unknowns(fitting).of(fitting.fit(account), account)).isEmpty();
  }

  private static AttributeWeights weights(String name, Reading reading, Random random) {
    var levels =
        reading.labels().stream()
            .map(label ->
                new LevelWeight(label, Millionths.rounded(random.nextGaussian()), 0.2, 0.5, 50, 25))
            .toList();
    return new AttributeWeights(name, reading, levels, 0.5, 0.01, 4, random.nextDouble());
  }

  private static Map<String, AttributeValue> with(
      Map<String, AttributeValue> account, String name, AttributeValue value) {
    var more = new TreeMap<>(account);
    more.put(name, value);
    return more;
  }

  private static AttributeValue value(String attribute, String level) {
    return switch (attribute) {
      case "employees" ->
          new Quantity(
              switch (level) {
                case "<10" -> 1;
                case "10–49" -> 10;
                case "50–999" -> 60;
                default -> 5_000;
              });
      case "industry" -> new Text(level);
      default -> level.equals("none") ? Tags.of() : Tags.of(level);
    };
  }
}
