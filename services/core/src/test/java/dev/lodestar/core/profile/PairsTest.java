package dev.lodestar.core.profile;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.lodestar.core.account.AttributeValue;
import dev.lodestar.core.evidence.Evidence;
import dev.lodestar.core.evidence.Reading;
import dev.lodestar.core.fit.Fitting;
import dev.lodestar.core.fit.Reason;
import dev.lodestar.core.learner.AttributeWeights;
import dev.lodestar.core.observation.Observation;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.ToDoubleFunction;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Two attributes that matter together, from deals to words.
class PairsTest {

  private static final String PAIR = "industry × product";

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4, 5})
  void areFoundAndSaidWhereOnlyTheCombinationMatters(long seed) {
    var learned = crossed(seed);

    assertThat(pairs(learned)).containsExactly(PAIR);
    var criterion = learned.criteria().stream().filter(c -> c.attribute().equals(PAIR)).findFirst();
    assertThat(criterion.orElseThrow().words())
        .contains(
            criterion.orElseThrow().positive()
                ? "industry retail with product gold"
                : "industry retail with product silver");
    assertThat(learned.narrative())
        .contains("industry retail with product")
        .containsPattern("No difference is proven for employees, region and source\\.");
  }

  /// In expectation over what may happen: the log-loss of the true chances is what is left when all
  /// is known.
  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3})
  void improvePredictionsOfFreshDeals(long seed) {
    var market = new PairedMarket(seed, PairedMarket::crossed);
    var paired = fitting(Refit.of(PairedMarket.DEFINITION, evidence(market.deals(1500))));
    var fresh = market.deals(1000);

    double loss = loss(market, fresh, deal -> paired.probability(deal.attributes()));
    double truth = loss(market, fresh, market::chance);
    double constant = loss(market, fresh, _ -> 0.5);

    // Without pairs, additive effects of attributes that have none: at best the constant.
    assertThat(constant - truth).isCloseTo(0.0566, within(0.001));
    assertThat(loss - truth).isLessThan(0.2 * (constant - truth));
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3})
  void doNotDependOnTheOrderOfFacts(long seed) {
    var market = new PairedMarket(seed, PairedMarket::crossed);
    var deals = new ArrayList<>(market.deals(1500));
    var learned = Refit.of(PairedMarket.DEFINITION, evidence(deals));
    var detour = evidence(market.deals(50));
    var detours = detour.deals().toList();

    Collections.shuffle(deals, new Random(seed));
    deals.forEach(detour::add);
    detours.forEach(detour::remove);
    var again = Refit.of(PairedMarket.DEFINITION, detour);

    assertThat(pairs(learned)).containsExactly(PAIR);
    assertThat(CanonicalText.of(again)).isEqualTo(CanonicalText.of(learned));
  }

  /// `product` sorts behind `industry`, its new name before it.
  @Test
  void doNotCareWhatAttributesAndLevelsAreCalled() {
    var deals = new PairedMarket(1, PairedMarket::crossed).deals(1500);

    var here = Refit.of(PairedMarket.DEFINITION, evidence(deals));
    var there =
        Refit.of(
            PairedMarket.DEFINITION, evidence(deals.stream().map(PairsTest::renamed).toList()));

    assertThat(pairs(there)).containsExactly("an-offer × industry");
    assertThat(attribute(there, "an-offer × industry").spread())
        .isCloseTo(attribute(here, PAIR).spread(), within(2e-6));
    var account = account("retail", "gold");
    assertThat(fitting(there).probability(renamed(account)))
        .isCloseTo(fitting(here).probability(account), within(2e-6));
  }

  @Test
  void haveReasonsThatSumWithTheOthersToTheLogOdds() {
    var learned = crossed(1);

    for (var deal : new PairedMarket(2, _ -> 0).deals(200)) {
      var fit = fitting(learned).fit(deal.attributes());

      double sum = fit.averageLogOdds() + fit.reasons().stream().mapToDouble(Reason::weight).sum();
      assertThat(fit.logOdds()).isCloseTo(sum, within(1e-9));
    }
    assertThat(fitting(learned).fit(account("retail", "gold")).reasons().getFirst())
        .returns(PAIR, Reason::attribute)
        .returns(List.of("retail & gold"), Reason::levels);
  }

  @Test
  void giveNothingToAnAccountOfWhichOneAttributeIsKnown() {
    var learned = crossed(1);
    var half = account("retail", "gold");
    half.remove("product");

    var fit = fitting(learned).fit(half);

    assertThat(fit.reasons()).extracting(Reason::attribute).containsExactly("industry");
    assertThat(fit.unknown()).doesNotContain(PAIR).contains("product");
  }

  /// Of bronze there are too few deals for its combinations to be levels.
  @Test
  void onlyWidenTheFitOfACombinationNeverSeen() {
    var deals = new ArrayList<>(new PairedMarket(1, PairedMarket::crossed).deals(1500));
    deals.removeIf(deal ->
        PairedMarket.is(deal.attributes(), "product", "bronze")
            && PairedMarket.is(deal.attributes(), "industry", "mining"));
    var learned = Refit.of(PairedMarket.DEFINITION, evidence(deals));
    var pair = attribute(learned, PAIR);

    var fit = fitting(learned).fit(account("mining", "bronze"));

    var reason = fit.reasons().stream().filter(r -> r.attribute().equals(PAIR)).findFirst();
    assertThat(pair.levels()).noneMatch(level -> level.label().equals("mining & bronze"));
    assertThat(reason.orElseThrow())
        .returns(0.0, Reason::weight)
        .returns(false, Reason::seen)
        .returns(List.of(), Reason::levels);
    assertThat(reason.orElseThrow().standardError()).isCloseTo(pair.spread(), within(1e-6));
  }

  /// A version without the pair is compared with one that has it, and the other way round.
  @Test
  void moveDealsBetweenTiersWhenTheyEnterAndWhenTheyLeave() {
    var deals = new PairedMarket(1, PairedMarket::crossed).deals(1500);
    var many = evidence(deals);
    var few = evidence(deals.subList(0, 60));
    var with = Refit.of(PairedMarket.DEFINITION, many);
    var without = Refit.of(PairedMarket.DEFINITION, few);

    assertThat(pairs(without)).isEmpty();
    assertThat(TierShift.between(without, with, many.table()).share()).isBetween(0.2, 1.0);
    assertThat(TierShift.between(with, without, few.table()).share()).isBetween(0.2, 1.0);
    assertThat(TierShift.between(with, with, many.table()).share()).isZero();
  }

  /// As scales and tiers are made from levels, and fits from attributes.
  @Test
  void areReadAlikeFromAttributesAndFromLevels() {
    var deals = new PairedMarket(1, PairedMarket::crossed).deals(1500);
    var learned = Refit.of(PairedMarket.DEFINITION, evidence(deals));
    var scheme = learned.posterior().scheme();
    var table = evidence(deals).table().paired(scheme.pairs());

    assertThat(table.scheme()).isEqualTo(scheme);
    assertThat(deals)
        .anyMatch(deal -> isRare(scheme.pairs().getFirst(), deal))
        .allSatisfy(deal -> {
          var levels = scheme.levelsOf(deal.attributes());
          assertThat(table.combinations()).anyMatch(c -> c.levels().equals(levels));
          assertThat(fitting(learned).probability(levels))
              .isEqualTo(fitting(learned).probability(deal.attributes()));
        });
  }

  private static boolean isRare(Reading.Paired pair, Observation deal) {
    return pair.levelsOf(PAIR, deal.attributes()).orElseThrow().length == 0;
  }

  static List<String> pairs(LearnedProfile learned) {
    return learned.posterior().scheme().pairs().stream().map(Reading.Paired::name).toList();
  }

  private static LearnedProfile crossed(long seed) {
    return Refit.of(
        PairedMarket.DEFINITION,
        evidence(new PairedMarket(seed, PairedMarket::crossed).deals(1500)));
  }

  private static Evidence evidence(List<Observation> deals) {
    return PairedMarket.evidence(deals);
  }

  private static Fitting fitting(LearnedProfile learned) {
    return new Fitting(learned.posterior(), learned.scale());
  }

  private static AttributeWeights attribute(LearnedProfile learned, String name) {
    return learned.posterior().attributes().stream()
        .filter(a -> a.attribute().equals(name))
        .findFirst()
        .orElseThrow();
  }

  private static SortedMap<String, AttributeValue> account(String industry, String product) {
    var account = new TreeMap<String, AttributeValue>();
    account.put("industry", PairedMarket.text(industry));
    account.put("product", PairedMarket.text(product));
    return account;
  }

  private static Observation renamed(Observation deal) {
    return new Observation(
        deal.accountId(),
        deal.dealId(),
        deal.openedAt(),
        deal.closedAt(),
        deal.outcome(),
        deal.amount(),
        deal.costs(),
        renamed(deal.attributes()));
  }

  private static SortedMap<String, AttributeValue> renamed(
      SortedMap<String, AttributeValue> attributes) {
    var renamed = new TreeMap<String, AttributeValue>();
    attributes.forEach((name, value) ->
        renamed.put(
            name.equals("product") ? "an-offer" : name,
            value instanceof AttributeValue.Text(var text)
                ? PairedMarket.text(new StringBuilder(text).reverse().toString())
                : value));
    return renamed;
  }

  private static double loss(
      PairedMarket market, List<Observation> deals, ToDoubleFunction<Observation> prediction) {
    return deals.stream()
        .mapToDouble(deal -> {
          double truth = market.chance(deal);
          double told = prediction.applyAsDouble(deal);
          return -truth * Math.log(told) - (1 - truth) * Math.log(1 - told);
        })
        .average()
        .orElseThrow();
  }
}
