package dev.lodestar.wire.translation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.lodestar.core.account.AccountEvent;
import dev.lodestar.core.account.AttributeValue;
import dev.lodestar.schemas.AttributesObserved;
import dev.lodestar.schemas.ChurnKind;
import dev.lodestar.schemas.ChurnReported;
import dev.lodestar.schemas.DealReported;
import dev.lodestar.schemas.DealStage;
import dev.lodestar.schemas.LedgerState;
import dev.lodestar.schemas.SiteVisited;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.apache.avro.specific.SpecificRecord;
import org.jspecify.annotations.NullUnmarked;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class EventsTest {

  private static final Instant NOON = Instant.parse("2026-03-01T12:00:00Z");

  @Test
  void readTheValuesOfAttributes() {
    Map<String, Object> attributes = new HashMap<>();
    attributes.put("isPublic", true);
    attributes.put("employees", 120L);
    attributes.put("revenue", 1.5e6);
    attributes.put("industry", "retail");
    attributes.put("technologies", List.of("kafka", "java", "kafka"));
    attributes.put("ceo", null);

    var event = Events.toDomain(observed().setAttributes(attributes).build());

    assertThat(event.attributes())
        .isEqualTo(
            Map.of(
                "isPublic", Optional.of(new AttributeValue.Text("true")),
                "employees", Optional.of(new AttributeValue.Quantity(120)),
                "revenue", Optional.of(new AttributeValue.Quantity(1_500_000)),
                "industry", Optional.of(new AttributeValue.Text("retail")),
                "technologies", Optional.of(AttributeValue.Tags.of("java", "kafka")),
                "ceo", Optional.empty()));
  }

  @Test
  void keepOfAnAddressThePath() {
    var event =
        Events.toDomain(
            visited()
                .setUrl("https://acme.example/pricing?plan=pro")
                .setReferrer(" ")
                .setUtmSource("mail")
                .setDurationSeconds(12.3456)
                .build());

    assertThat(event.path()).isEqualTo("/pricing");
    assertThat(event.referrer()).isEmpty();
    assertThat(event.utm().source()).contains("mail");
    assertThat(event.duration()).contains(Duration.ofMillis(12_346));
  }

  @Test
  void takeADealAsReported() {
    var event =
        Events.toDomain(
            deal()
                .setAmount(-0.0)
                .setCosts(10.0)
                .setProduct("")
                .setAttributes(Collections.singletonMap("region", null))
                .build());

    assertThat(event.stage()).isEqualTo(AccountEvent.DealStage.WON);
    assertThat(event.amount()).isEqualTo(OptionalDouble.of(0.0));
    assertThat(event.product()).isEmpty();
    assertThat(event.attributes()).isEmpty();
  }

  @Test
  void letChurnTakeEffectWhenItOccurs() {
    assertThat(Events.toDomain(churn().build()).effectiveAt()).isEqualTo(NOON);
  }

  @Test
  void nameTheEventEvenWhenItIsUnusable() {
    assertThat(Events.eventId(deal().setAmount(-1.0).build())).contains("e1");
    assertThat(Events.eventId(deal().setEventId(" ").build())).isEmpty();
  }

  static Stream<Arguments> broken() {
    return Stream.of(
        broken(observed(), e -> e.setEventId(" "), "eventId is blank: \" \""),
        broken(observed(), e -> e.setAccountId(""), "accountId is blank: \"\""),
        broken(
            observed(),
            e -> e.setAccountId("a\u001fb"),
            "accountId contains a control character: \"a\uFFFDb\""),
        broken(
            observed(),
            e -> e.setAccountId("x".repeat(257)),
            "accountId is longer than 256 characters: \"%s…\" of 257 characters"
                .formatted("x".repeat(64))),
        broken(observed(), e -> e.setSource("\t"), "source is blank: \"\t\""),
        broken(
            observed(), e -> e.setAttributes(Map.of(" ", "x")), "attribute name is blank: \" \""),
        broken(observed(), e -> e.setAttributes(attributes(501)), "more than 500 attributes: 501"),
        broken(
            observed(),
            e -> e.setAttributes(Map.of("revenue", Double.NaN)),
            "attribute revenue: number not finite: NaN"),
        broken(
            observed(),
            e -> e.setAttributes(Map.of("revenue", Double.NEGATIVE_INFINITY)),
            "attribute revenue: number not finite: -Infinity"),
        broken(
            observed(),
            e -> e.setAttributes(Map.of("industry", "x".repeat(513))),
            "attribute industry: text longer than 512 characters: 513"),
        broken(
            observed(),
            e -> e.setAttributes(Map.of("industry", "")),
            "attribute industry: text is blank"),
        broken(
            observed(),
            e -> e.setAttributes(Map.of("tags", Arrays.asList("a", null))),
            "attribute tags: null among the tags"),
        broken(
            observed(),
            e -> e.setAttributes(Map.of("tags", tags(257))),
            "attribute tags: more than 256 tags: 257"),
        broken(
            visited(),
            e -> e.setUrl("pricing"),
            "url must be absolute, or a path that begins with /: \"pricing\""),
        broken(
            visited(),
            e -> e.setDurationSeconds(-1.0),
            "durationSeconds must be within 0 and 2592000: -1.0"),
        broken(
            visited(),
            e -> e.setDurationSeconds(Double.NaN),
            "durationSeconds must be within 0 and 2592000: NaN"),
        broken(
            visited(),
            e -> e.setUtmCampaign("x".repeat(513)),
            "utmCampaign is longer than 512 characters: \"%s…\" of 513 characters"
                .formatted("x".repeat(64))),
        broken(deal(), e -> e.setDealId(""), "dealId is blank: \"\""),
        broken(deal(), e -> e.setRevision(-1), "revision must be 0 or more: -1"),
        broken(deal(), e -> e.setAmount(-0.01), "amount must be finite and 0 or more: -0.01"),
        broken(
            deal(),
            e -> e.setAmount(Double.POSITIVE_INFINITY),
            "amount must be finite and 0 or more: Infinity"),
        broken(deal(), e -> e.setCosts(Double.NaN), "costs must be finite and 0 or more: NaN"),
        broken(
            deal(),
            e -> e.setOpenedAt(NOON.plusMillis(1)),
            "closed at 2026-03-01T12:00:00Z, before opened at 2026-03-01T12:00:00.001Z"),
        broken(
            deal(),
            e -> e.setStage(DealStage.OPENED).setOpenedAt(NOON).setClosedAt(NOON.minusSeconds(1)),
            "closed at 2026-03-01T11:59:59Z, before opened at 2026-03-01T12:00:00Z"),
        broken(
            deal(),
            e -> e.setStage(DealStage.UNKNOWN),
            "stage is UNKNOWN: its writer knows more of them than this reader"),
        broken(
            churn(),
            e -> e.setKind(ChurnKind.UNKNOWN),
            "kind is UNKNOWN: its writer knows more of them than this reader"));
  }

  @ParameterizedTest
  @MethodSource("broken")
  void sayWhichRuleAnEventBreaks(SpecificRecord event, String reason) {
    assertThatThrownBy(() -> Events.toDomain(event))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(reason);
  }

  @Test
  @NullUnmarked // the point is a field that Java code forgot to set
  void sayWhichFieldIsMissing() {
    var empty = new DealReported();

    assertThatThrownBy(() -> Events.toDomain(empty))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("eventId is missing");
  }

  @Test
  void rejectWhatIsNoEvent() {
    var other = new LedgerState("a1", List.of());

    assertThatThrownBy(() -> Events.toDomain(other))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("not an event of an account: LedgerState");
  }

  private static <B extends org.apache.avro.data.RecordBuilder<? extends SpecificRecord>>
      Arguments broken(B builder, Consumer<B> damage, String reason) {
    damage.accept(builder);
    return Arguments.of(builder.build(), reason);
  }

  private static Map<String, Object> attributes(int count) {
    var attributes = new HashMap<String, Object>();
    IntStream.range(0, count).forEach(i -> attributes.put("a" + i, 1L));
    return attributes;
  }

  private static List<String> tags(int count) {
    return IntStream.range(0, count).mapToObj(i -> "t" + i).toList();
  }

  private static AttributesObserved.Builder observed() {
    return AttributesObserved.newBuilder()
        .setEventId("e1")
        .setAccountId("a1")
        .setOccurredAt(NOON)
        .setSource("test")
        .setAttributes(Map.of());
  }

  private static SiteVisited.Builder visited() {
    return SiteVisited.newBuilder()
        .setEventId("e1")
        .setAccountId("a1")
        .setOccurredAt(NOON)
        .setSource("test")
        .setUrl("/");
  }

  private static DealReported.Builder deal() {
    return DealReported.newBuilder()
        .setEventId("e1")
        .setAccountId("a1")
        .setOccurredAt(NOON)
        .setSource("test")
        .setDealId("d1")
        .setStage(DealStage.WON);
  }

  private static ChurnReported.Builder churn() {
    return ChurnReported.newBuilder()
        .setEventId("e1")
        .setAccountId("a1")
        .setOccurredAt(NOON)
        .setSource("test")
        .setKind(ChurnKind.CHURNED);
  }
}
