package dev.lodestar.core.account;

import static dev.lodestar.core.account.RandomEvents.ACCOUNT;
import static dev.lodestar.core.account.RandomEvents.NOON;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.lodestar.core.account.AccountEvent.AttributesObserved;
import dev.lodestar.core.account.AccountEvent.ChurnKind;
import dev.lodestar.core.account.AccountEvent.ChurnReported;
import dev.lodestar.core.account.AccountEvent.DealReported;
import dev.lodestar.core.account.AccountEvent.DealStage;
import dev.lodestar.core.account.AccountEvent.SiteVisited;
import dev.lodestar.core.account.AccountEvent.Utm;
import dev.lodestar.core.observation.Observation;
import dev.lodestar.core.observation.Observations;
import dev.lodestar.core.observation.Outcome;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Random;
import java.util.TreeMap;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class LedgerTest {

  static IntStream seeds() {
    return IntStream.range(0, 50);
  }

  @ParameterizedTest
  @MethodSource("seeds")
  void doesNotDependOnArrivalOrder(int seed) {
    var random = new Random(seed);
    var events = new ArrayList<>(new RandomEvents(random).of(40));
    var inOrder = Ledger.of(ACCOUNT, events);

    Collections.shuffle(events, random);
    var shuffled = Ledger.of(ACCOUNT, events);

    assertThat(shuffled).isEqualTo(inOrder);
    assertThat(shuffled.view()).isEqualTo(inOrder.view());
    assertThat(Observations.of(shuffled)).isEqualTo(Observations.of(inOrder));
  }

  @ParameterizedTest
  @MethodSource("seeds")
  void isTheSameInstanceAfterAnEventItKnows(int seed) {
    var events = new RandomEvents(new Random(seed)).of(40);
    var ledger = Ledger.of(ACCOUNT, events);

    for (AccountEvent event : events) {
      assertThat(ledger.after(event)).isSameAs(ledger);
    }
  }

  @ParameterizedTest
  @MethodSource("seeds")
  void isRestoredFromItsOwnEvents(int seed) {
    var ledger = Ledger.of(ACCOUNT, new RandomEvents(new Random(seed)).of(40));

    var restored = Ledger.of(ACCOUNT, ledger.events().toList());

    assertThat(restored).isEqualTo(ledger);
    assertThat(restored.view()).isEqualTo(ledger.view());
  }

  @Test
  void doesNotDependOnArrivalOrderWhenVisitsAreForgotten() {
    var visits = new ArrayList<AccountEvent>();
    for (int i = 0; i < Ledger.MAX_VISITS + 300; i++) {
      visits.add(visit("v" + i, NOON.plusSeconds(60L * i), i == 5 ? "ads" : i > 9 ? "mail" : null));
    }
    var inOrder = Ledger.of(ACCOUNT, visits);

    Collections.shuffle(visits, new Random(7));
    var shuffled = Ledger.of(ACCOUNT, visits);

    assertThat(shuffled).isEqualTo(inOrder);
    assertThat(shuffled.after(visits.getFirst())).isSameAs(shuffled);
    assertThat(shuffled.view().attributes())
        .containsEntry(Behaviours.FIRST_UTM_SOURCE, new AttributeValue.Text("ads"));
  }

  @Test
  void givesAttributesAsTheyWereWhenTheDealWasOpened() {
    var ledger =
        ledger(
            observed("o1", NOON, Map.of("employees", quantity(40))),
            observed("o2", NOON.plus(days(20)), Map.of("employees", quantity(400))),
            deal("e1", "d1", DealStage.WON, NOON.plus(days(10)), NOON.plus(days(30))));

    assertThat(onlyObservation(ledger).attributes()).containsEntry("employees", number(40));
  }

  @Test
  void takesTheEarliestKnownValueOfAnAttributeHeardOfLater() {
    var ledger =
        ledger(
            deal("e1", "d1", DealStage.WON, NOON, NOON.plus(days(30))),
            observed("o2", NOON.plus(days(90)), Map.of("employees", quantity(900))),
            observed("o1", NOON.plus(days(60)), Map.of("employees", quantity(40))));

    assertThat(onlyObservation(ledger).attributes()).containsEntry("employees", number(40));
  }

  @Test
  void forgetsAnAttributeThatWasUnset() {
    var ledger =
        ledger(
            observed(
                "o1", NOON, Map.of("industry", Optional.of(new AttributeValue.Text("retail")))),
            observed("o2", NOON.plus(days(1)), Map.of("industry", Optional.empty())));

    assertThat(ledger.attributesAt(NOON)).containsKey("industry");
    assertThat(ledger.attributesAt(NOON.plus(days(2)))).doesNotContainKey("industry");
  }

  @Test
  void leavesNoTraceOfADealThatWasLostAndThenWon() {
    var won = revision("e4", "d1", 4, DealStage.WON, NOON.plus(days(9)));
    var detour =
        ledger(
            revision("e1", "d1", 1, DealStage.WON, NOON.plus(days(3))),
            revision("e2", "d1", 2, DealStage.LOST, NOON.plus(days(5))),
            revision("e3", "d1", 3, DealStage.REOPENED, NOON.plus(days(7))),
            won);

    assertThat(Observations.of(detour)).isEqualTo(Observations.of(ledger(won)));
  }

  @Test
  void ignoresASecondReportOfTheSameRevision() {
    var first = revision("e1", "d1", 1, DealStage.WON, NOON);
    var again = revision("e2", "d1", 1, DealStage.LOST, NOON.plus(days(1)));

    assertThat(ledger(again, first).deals()).isEqualTo(ledger(first).deals());
  }

  @Test
  void hasNoObservationOfALiveDeal() {
    var ledger = ledger(deal("e1", "d1", DealStage.OPENED, NOON, NOON));

    assertThat(Observations.of(ledger)).isEmpty();
    assertThat(ledger.lifecycle()).isEqualTo(Lifecycle.IN_DEAL);
  }

  @Test
  void flipsAWinByChurnAndBackByReactivation() {
    var won = deal("e1", "d1", DealStage.WON, NOON, NOON.plus(days(1)));
    var left = churn("c1", ChurnKind.CHURNED, NOON.plus(days(100)));
    var back = churn("c2", ChurnKind.REACTIVATED, NOON.plus(days(120)));

    assertThat(onlyObservation(ledger(won, left)).outcome())
        .isEqualTo(new Outcome.Won(Optional.of(NOON.plus(days(100)))));
    assertThat(ledger(won, left).lapsedAt()).contains(NOON.plus(days(100)));
    assertThat(Observations.of(ledger(back, left, won))).isEqualTo(Observations.of(ledger(won)));
    assertThat(ledger(won, left, back).lifecycle()).isEqualTo(Lifecycle.CUSTOMER);
  }

  @Test
  void doesNotBlameADealForChurnBeforeItsClose() {
    var ledger =
        ledger(
            churn("c1", ChurnKind.CHURNED, NOON),
            deal("e1", "d1", DealStage.WON, NOON.plus(days(5)), NOON.plus(days(9))));

    assertThat(onlyObservation(ledger).outcome()).isEqualTo(new Outcome.Won(Optional.empty()));
  }

  @Test
  void lapsesWithItsLastLostDeal() {
    var ledger = ledger(deal("e1", "d1", DealStage.LOST, NOON, NOON.plus(days(3))));

    assertThat(ledger.lifecycle()).isEqualTo(Lifecycle.LAPSED);
    assertThat(ledger.lapsedAt()).contains(NOON.plus(days(3)));
  }

  @Test
  void tellsWhyItLapsed() {
    var lost = lost("e1", "d1", NOON.plus(days(3)), "price");
    var wonEarlier = deal("e2", "d2", DealStage.WON, NOON, NOON.plus(days(1)));

    assertThat(ledger(lost).view().lapseReason()).contains("price");
    assertThat(ledger(lost, wonEarlier).view().lapseReason()).isEmpty();
    assertThat(
            ledger(
                    lost,
                    wonEarlier,
                    churn("c1", NOON.plus(days(9)), Optional.empty()),
                    churn("c2", NOON.plus(days(10)), Optional.of("budget")))
                .lapse())
        .contains(new Lapse(NOON.plus(days(9)), Optional.of("budget")));
  }

  @Test
  void countsVisitsOfThirtyDaysBeforeTheOpeningOnly() {
    var ledger =
        ledger(
            visit("v1", NOON.minus(days(31)), null),
            visit("v2", NOON.minus(days(29)), null),
            visit("v3", NOON.minus(days(1)), null),
            visit("v4", NOON.plus(days(1)), null));

    assertThat(ledger.attributesAt(NOON)).containsEntry(Behaviours.VISITS_30D, number(2));
    assertThat(ledger.attributesAt(NOON.minus(days(60)))).isEmpty();
  }

  @Test
  void halvesAVisitAfterOneHalfLifeOfEngagement() {
    var ledger =
        ledger(
            visit("v1", NOON, null),
            observed("o1", NOON.plus(Engagement.HALF_LIFE), Map.of("x", quantity(1))));

    var engagement = ledger.view().engagement();
    assertThat(engagement.visits()).isEqualTo(0.5);
    assertThat(engagement.at(NOON)).isEqualTo(0.5);
    assertThat(engagement.at(NOON.plus(Engagement.HALF_LIFE.multipliedBy(3)))).isEqualTo(0.125);
  }

  @ParameterizedTest
  @MethodSource("seeds")
  void showsWhatItKnowsOfEveryMoment(int seed) {
    var random = new Random(seed);
    var ledger = Ledger.of(ACCOUNT, new RandomEvents(random).of(40));
    Instant last = ledger.asOf().orElseThrow();

    for (int i = 0; i < 50; i++) {
      Instant now = last.plusSeconds(random.nextInt(50 * 86_400));
      var view = ledger.view(now, days(7));
      assertThat(view.attributes()).isEqualTo(ledger.attributesAt(now));
      assertThat(view.engagement().at(now))
          .isCloseTo(ledger.view(last, days(7)).engagement().at(now), within(1e-9));
    }
  }

  @ParameterizedTest
  @MethodSource("seeds")
  void tellsWhenItsViewWillChangeThoughNothingHappens(int seed) {
    var ledger = Ledger.of(ACCOUNT, new RandomEvents(new Random(seed)).of(40));
    var view = ledger.view();

    var next = ledger.nextChangeOfView(view.asOf());
    while (next.isPresent()) {
      Instant change = next.get();
      assertThat(ledger.view(change.minusMillis(1), Engagement.HALF_LIFE)).isEqualTo(view);
      view = ledger.view(change, Engagement.HALF_LIFE);
      assertThat(view.asOf()).isEqualTo(change);
      next = ledger.nextChangeOfView(change);
    }
    assertThat(ledger.view(view.asOf().plus(days(9_000)), Engagement.HALF_LIFE)).isEqualTo(view);
    assertThat(visitsOf(view)).isIn(Optional.empty(), Optional.of(number(0)));
  }

  @Test
  void countsPagesNearAPurchase() {
    var ledger =
        ledger(
            page("v1", "/pricing"),
            page("v2", "/de/pricing/teams"),
            page("v3", "/sign-up"),
            page("v4", "/blog/why"));

    assertThat(ledger.attributesAt(NOON))
        .containsEntry(Behaviours.VISITS_30D, number(4))
        .containsEntry(Behaviours.PRICING_PAGE_30D, number(2))
        .containsEntry(Behaviours.INTENT_PAGES_30D, number(3));
  }

  @Test
  void namesTheFirstAndTheLastCampaign() {
    var ledger =
        ledger(
            campaign("v3", NOON.plusSeconds(3), Utm.NONE),
            campaign("v1", NOON.plusSeconds(1), utm("ads", "cpc", "spring")),
            campaign("v2", NOON.plusSeconds(2), utm("mail", "newsletter", "may")));

    assertThat(ledger.view().attributes())
        .containsEntry(Behaviours.FIRST_UTM_SOURCE, new AttributeValue.Text("ads"))
        .containsEntry(Behaviours.FIRST_UTM_MEDIUM, new AttributeValue.Text("cpc"))
        .containsEntry(Behaviours.FIRST_UTM_CAMPAIGN, new AttributeValue.Text("spring"))
        .containsEntry(Behaviours.LAST_UTM_SOURCE, new AttributeValue.Text("mail"))
        .containsEntry(Behaviours.LAST_UTM_MEDIUM, new AttributeValue.Text("newsletter"))
        .containsEntry(Behaviours.LAST_UTM_CAMPAIGN, new AttributeValue.Text("may"));
  }

  @Test
  void refusesAnEventOfAnotherAccount() {
    assertThatThrownBy(() -> Ledger.empty("other").after(visit("v1", NOON, null)))
        .hasMessage("event of account acme for the ledger of other");
  }

  private static Ledger ledger(AccountEvent... events) {
    return Ledger.of(ACCOUNT, List.of(events));
  }

  private static Observation onlyObservation(Ledger ledger) {
    var observations = Observations.of(ledger);
    assertThat(observations).hasSize(1);
    return observations.getFirst();
  }

  private static Duration days(long days) {
    return Duration.ofDays(days);
  }

  private static AttributeValue number(double value) {
    return new AttributeValue.Quantity(value);
  }

  private static Optional<AttributeValue> quantity(double value) {
    return Optional.of(number(value));
  }

  private static AccountEvent observed(
      String id, Instant at, Map<String, Optional<AttributeValue>> attributes) {
    return new AttributesObserved(id, ACCOUNT, at, "crm", new TreeMap<>(attributes));
  }

  private static AccountEvent visit(
      String id, Instant at, @org.jspecify.annotations.Nullable String utmSource) {
    var utm = new Utm(Optional.ofNullable(utmSource), Optional.empty(), Optional.empty());
    return visit(id, at, "/", utm);
  }

  private static AccountEvent page(String id, String path) {
    return visit(id, NOON, path, Utm.NONE);
  }

  private static AccountEvent campaign(String id, Instant at, Utm utm) {
    return visit(id, at, "/", utm);
  }

  private static AccountEvent visit(String id, Instant at, String path, Utm utm) {
    return new SiteVisited(
        id, ACCOUNT, at, "web", path, Optional.empty(), utm, Optional.empty(), Optional.empty());
  }

  private static Utm utm(String source, String medium, String campaign) {
    return new Utm(Optional.of(source), Optional.of(medium), Optional.of(campaign));
  }

  private static Optional<AttributeValue> visitsOf(AccountView view) {
    return Optional.ofNullable(view.attributes().get(Behaviours.VISITS_30D));
  }

  private static AccountEvent churn(String id, ChurnKind kind, Instant at) {
    return new ChurnReported(
        id, ACCOUNT, at, "billing", kind, Optional.empty(), Optional.empty(), at);
  }

  private static AccountEvent churn(String id, Instant at, Optional<String> reason) {
    return new ChurnReported(
        id, ACCOUNT, at, "billing", ChurnKind.CHURNED, Optional.empty(), reason, at);
  }

  private static AccountEvent lost(String id, String dealId, Instant at, String reason) {
    return report(id, dealId, 0, DealStage.LOST, NOON, at, Optional.of(reason));
  }

  private static AccountEvent deal(
      String id, String dealId, DealStage stage, Instant openedAt, Instant closedAt) {
    return report(id, dealId, 0, stage, openedAt, closedAt);
  }

  private static AccountEvent revision(
      String id, String dealId, long revision, DealStage stage, Instant at) {
    return report(id, dealId, revision, stage, NOON, at);
  }

  private static AccountEvent report(
      String id, String dealId, long revision, DealStage stage, Instant openedAt, Instant at) {
    return report(id, dealId, revision, stage, openedAt, at, Optional.empty());
  }

  private static AccountEvent report(
      String id,
      String dealId,
      long revision,
      DealStage stage,
      Instant openedAt,
      Instant at,
      Optional<String> reason) {
    return new DealReported(
        id,
        ACCOUNT,
        at,
        "crm",
        dealId,
        revision,
        stage,
        Optional.empty(),
        OptionalDouble.empty(),
        OptionalDouble.empty(),
        Optional.of(openedAt),
        Optional.of(at),
        reason,
        new TreeMap<>());
  }
}
