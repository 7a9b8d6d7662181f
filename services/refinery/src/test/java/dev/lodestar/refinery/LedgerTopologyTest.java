package dev.lodestar.refinery;

import static dev.lodestar.refinery.Facts.NOON;
import static dev.lodestar.refinery.Facts.account;
import static dev.lodestar.refinery.Facts.day;
import static dev.lodestar.refinery.Facts.deal;
import static dev.lodestar.refinery.Facts.visit;
import static dev.lodestar.refinery.Facts.won;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.lodestar.core.account.AccountEvent;
import dev.lodestar.core.account.AccountEvent.DealReported;
import dev.lodestar.core.account.AccountView;
import dev.lodestar.core.account.AttributeValue;
import dev.lodestar.core.account.Behaviours;
import dev.lodestar.core.account.Lifecycle;
import dev.lodestar.schemas.AttributesObserved;
import dev.lodestar.schemas.DealStage;
import dev.lodestar.schemas.RejectedEvent;
import dev.lodestar.wire.Topic;
import dev.lodestar.wire.translation.Events;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.TreeMap;
import java.util.function.UnaryOperator;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.streams.test.TestRecord;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class LedgerTopologyTest {

  private final Driver driver = new Driver();

  @AfterEach
  void close() {
    driver.close();
  }

  @Test
  void sendsTheViewOfAnAccountAfterEachEvent() {
    driver.send(account("acme", 1, "retail", 20));
    driver.send(won("acme", "d1", 50));

    var views = driver.read(driver.topics().accountViews());

    assertThat(views).extracting(TestRecord::key).containsExactly("acme", "acme");
    assertThat(views)
        .extracting(r -> r.value().lifecycle())
        .containsExactly(Lifecycle.PROSPECT, Lifecycle.CUSTOMER);
  }

  @Test
  void noticesThatAVisitIsTooOldToCountThoughNothingHappens() {
    driver.send(visitAt("quiet", NOON.minus(Duration.ofDays(30)).plusSeconds(2)));
    driver.send(visitAt("quiet", NOON.minus(Duration.ofDays(30)).plusSeconds(4)));
    driver.send(visitAt("other", NOON));
    driver.read(driver.topics().accountViews());

    driver.pass(Duration.ofSeconds(1));
    assertThat(driver.read(driver.topics().accountViews())).isEmpty();

    driver.pass(Duration.ofSeconds(2));
    assertThat(visitsTold()).containsExactly("quiet 1");

    driver.pass(Duration.ofSeconds(9));
    assertThat(visitsTold()).containsExactly("quiet 0");
  }

  @Test
  void countsTheVisitsOfAnOldHistoryAsOfItsEnd() {
    driver.send(visitAt("quiet", NOON.minus(Duration.ofDays(1_000))));
    driver.pass(Duration.ofSeconds(1));
    assertThat(visitsTold()).containsExactly("quiet 1");

    driver.send(visitAt("other", NOON.minus(Duration.ofDays(969))));
    driver.pass(Duration.ofSeconds(1));

    assertThat(visitsTold()).containsExactly("other 1", "quiet 0");
  }

  private List<String> visitsTold() {
    return driver.read(driver.topics().accountViews()).stream()
        .map(record -> record.key() + " " + visits(record.value()))
        .toList();
  }

  private static int visits(AccountView view) {
    return view.attributes().get(Behaviours.VISITS_30D) instanceof AttributeValue.Quantity(var n)
        ? (int) n
        : -1;
  }

  private static AccountEvent visitAt(String accountId, Instant at) {
    return new AccountEvent.SiteVisited(
        accountId + at,
        accountId,
        at,
        "web",
        "/",
        Optional.empty(),
        AccountEvent.Utm.NONE,
        Optional.empty(),
        Optional.empty());
  }

  @Test
  void changesNothingForAnEventItKnows() {
    var events = List.of(account("acme", 1, "retail", 20), visit("acme", 3), won("acme", "d1", 50));
    driver.send(events);
    driver.read(driver.topics().accountViews());
    told();

    driver.send(events);

    assertThat(driver.read(driver.topics().accountViews())).isEmpty();
    assertThat(told()).isEmpty();
    assertThat(driver.count("lodestar.repeated")).isEqualTo(3);
  }

  @Test
  void tellsNothingOfASecondReportOfTheSameRevision() {
    driver.send(revised(won("acme", "d1", 50), "first", 7));
    told();

    driver.send(revised(won("acme", "d1", 50), "second", 7));

    assertThat(told()).isEmpty();
  }

  @Test
  void tellsOfADealWhenItClosesAndWhenItReopens() {
    driver.send(deal("acme", "d1", 10, 10, AccountEvent.DealStage.OPENED, "basic"));
    assertThat(told()).isEmpty();

    driver.send(won("acme", "d1", 50));
    assertThat(told()).containsExactly("default");

    driver.send(deal("acme", "d1", 10, 60, AccountEvent.DealStage.REOPENED, "basic"));
    assertThat(told()).containsExactly("default");
  }

  @Test
  void keepsEveryClosedDealForOthersToCount() {
    driver.send(deal("acme", "d1", 10, 10, AccountEvent.DealStage.OPENED, "basic"));
    driver.send(won("acme", "d1", 50));
    driver.send(won("acme", "d2", 50));
    driver.send(deal("acme", "d1", 10, 60, AccountEvent.DealStage.REOPENED, "basic"));

    var observations = driver.read(driver.topics().observations());

    assertThat(observations)
        .extracting(TestRecord::key)
        .containsExactly("acme\u001fd1", "acme\u001fd2", "acme\u001fd1");
    assertThat(observations.getFirst().value().dealId()).isEqualTo("d1");
    assertThat(observations.getLast().value()).isNull();
  }

  @Test
  void tellsAnewWhatALateAttributeChanges() {
    driver.send(won("acme", "d1", 50));
    told();

    driver.send(account("acme", 5, "retail", 20));
    assertThat(told()).hasSize(1);

    driver.send(account("acme", 70, "retail", 900));
    assertThat(told()).isEmpty();
  }

  static Stream<Arguments> badRecords() {
    return Stream.of(
        bad("a key of another account", "other", avro(won("acme", "d1", 50)), "key other is not"),
        bad("no key", null, avro(won("acme", "d1", 50)), "no key"),
        bad("no value", "acme", null, "no value"),
        bad("a blank account", "", badAccount(b -> b.setAccountId("")), "accountId is blank"),
        bad("a blank id", "acme", badAccount(b -> b.setEventId(" ")), "eventId is blank"),
        bad(
            "tomorrow's date",
            "acme",
            badAccount(b -> b.setOccurredAt(NOON.plus(Duration.ofDays(1)))),
            "occurredAt 2026-03-02T12:00:00Z is more than PT1H after its receipt"),
        bad(
            "a date that is a default",
            "acme",
            badAccount(b -> b.setOccurredAt(Instant.EPOCH)),
            "1970-01-01T00:00:00Z is before"),
        bad("no number", "acme", employees(Double.NaN), "employees"),
        bad("an endless number", "acme", employees(Double.POSITIVE_INFINITY), "employees"),
        bad("a blank text", "acme", employees(" "), "employees"),
        bad("a very long text", "acme", employees("x".repeat(600)), "employees"),
        bad("too many tags", "acme", employees(tags(300)), "employees"),
        bad("an unnamed attribute", "acme", attribute("", "x"), "attribute"),
        bad("costs below 0", "acme", badDeal(b -> b.setCosts(-1.0)), "costs must be finite"),
        bad(
            "an endless amount",
            "acme",
            badDeal(b -> b.setAmount(1 / 0.0)),
            "amount must be finite"),
        bad(
            "a stage from the future",
            "acme",
            badDeal(b -> b.setStage(DealStage.UNKNOWN)),
            "stage"),
        bad("a revision below 0", "acme", badDeal(b -> b.setRevision(-1)), "revision"),
        bad(
            "an end before its beginning",
            "acme",
            badDeal(b -> b.setClosedAt(day(1))),
            "closed at"),
        bad("a deal of no name", "acme", badDeal(b -> b.setDealId("")), "dealId is blank"));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("badRecords")
  void rejectsARecordWithItsReasonAndGoesOn(
      String what, String key, @Nullable SpecificRecord value, String reason) {
    Topic<String, ?> topic =
        value instanceof AttributesObserved || value == null
            ? driver.topics().accounts()
            : driver.topics().dealOutcomes();
    byte[] sent = driver.bytes(topic, value);
    driver.send(account("before", 1, "retail", 20));
    driver.sendBytes(topic, key, sent);
    driver.send(account("after", 1, "retail", 20));

    var rejected = driver.read(driver.topics().rejected(topic));
    var views = driver.read(driver.topics().accountViews());

    assertThat(rejected).hasSize(1);
    RejectedEvent event = rejected.getFirst().value();
    assertThat(event.getReason()).contains(reason);
    assertThat(event.getTopic()).isEqualTo(topic.name());
    assertThat(event.getPayload()).isEqualTo(ByteBuffer.wrap(sent == null ? new byte[0] : sent));
    assertThat(rejected.getFirst().key()).isEqualTo(key == null ? null : key.getBytes(UTF_8));
    assertThat(views).extracting(TestRecord::key).containsExactly("before", "after");
    assertThat(driver.count("lodestar.rejected")).isEqualTo(1);
  }

  @Test
  void putsBytesAsideThatAreNoEvent() {
    for (Topic<?, ?> topic : driver.topics().inputs()) {
      driver.sendBytes(topic, "acme", new byte[0]);
      driver.sendBytes(topic, "acme", "{\"accountId\":\"acme\"}".getBytes(UTF_8));
      driver.sendBytes(topic, "acme", new byte[] {0, 1, 2, 3, 4, 5});
    }
    driver.send(account("acme", 1, "retail", 20));

    assertThat(driver.count("lodestar.undecodable")).isEqualTo(15);
    assertThat(driver.read(driver.topics().accountViews())).hasSize(1);
  }

  /// The profiles told of an observation since last asked.
  private List<String> told() {
    return driver.keys("lodestar-refinery-observations-repartition");
  }

  private static Arguments bad(
      String what, @Nullable String key, @Nullable SpecificRecord value, String reason) {
    return Arguments.of(what, key, value, reason);
  }

  private static DealReported revised(DealReported deal, String eventId, long revision) {
    return new DealReported(
        eventId,
        deal.accountId(),
        deal.occurredAt(),
        deal.source(),
        deal.dealId(),
        revision,
        deal.stage(),
        deal.product(),
        OptionalDouble.empty(),
        OptionalDouble.empty(),
        deal.openedAt(),
        deal.closedAt(),
        deal.reason(),
        new TreeMap<>());
  }

  private static SpecificRecord avro(AccountEvent event) {
    return Events.toAvro(event);
  }

  private static SpecificRecord badAccount(UnaryOperator<AttributesObserved.Builder> spoil) {
    var good = Events.toAvro(Facts.account("acme", 1, "retail", 20));
    return spoil.apply(AttributesObserved.newBuilder(good)).build();
  }

  private static SpecificRecord badDeal(
      UnaryOperator<dev.lodestar.schemas.DealReported.Builder> spoil) {
    var good = Events.toAvro(won("acme", "d1", 50));
    return spoil.apply(dev.lodestar.schemas.DealReported.newBuilder(good)).build();
  }

  private static SpecificRecord employees(Object value) {
    return attribute("employees", value);
  }

  private static SpecificRecord attribute(String name, Object value) {
    return badAccount(b -> b.setAttributes(Map.of(name, value)));
  }

  private static List<String> tags(int count) {
    return IntStream.range(0, count).mapToObj(i -> "tag" + i).toList();
  }
}
