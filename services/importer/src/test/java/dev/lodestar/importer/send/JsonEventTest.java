package dev.lodestar.importer.send;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.lodestar.schemas.DealStage;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class JsonEventTest {

  private static final Instant NOON = Instant.parse("2026-01-15T12:00:00Z");

  @Test
  void readsADealAndItsAttributes() {
    var deal =
        event(
                """
                {"eventId": "e1", "accountId": "acme", "dealId": "d-17", "stage": "WON", "revision": 3,
                 "amount": 12000, "openedAt": "2026-01-01T00:00:00Z",
                 "attributes": {"region": "emea", "seats": 12, "share": 0.5, "trial": false,
                                "modules": ["a", "b"], "gone": null}}
                """)
            .dealReported();

    assertThat(deal.getStage()).isEqualTo(DealStage.WON);
    assertThat(deal.getRevision()).isEqualTo(3);
    assertThat(deal.getAmount()).isEqualTo(12000);
    assertThat(deal.getOpenedAt()).isEqualTo("2026-01-01T00:00:00Z");
    assertThat(deal.getOccurredAt()).isEqualTo(NOON);
    assertThat(deal.getAttributes())
        .containsEntry("region", "emea")
        .containsEntry("seats", 12L)
        .containsEntry("share", 0.5)
        .containsEntry("trial", false)
        .containsEntry("modules", List.of("a", "b"))
        .containsEntry("gone", null);
  }

  @Test
  void givesAnEventWithoutIdTheOneItWasMadeFor() {
    assertThat(event("{\"accountId\": \"acme\", \"url\": \"/\"}").siteVisited().getEventId())
        .isEqualTo("default-id");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '^',
      textBlock =
          """
          {"dealId":"d"}                                      | accountId is missing
          {"accountId":7,"dealId":"d"}                        | accountId is not a text: 7
          {"accountId":"a","dealId":"d"}                      | stage is missing
          {"accountId":"a","dealId":"d","stage":"Won"}        | stage is none of [OPENED, WON, LOST, REOPENED]: Won
          {"accountId":"a","dealId":"d","stage":"UNKNOWN"}    | stage is none of [OPENED, WON, LOST, REOPENED]: UNKNOWN
          {"accountId":"a","dealId":"d","stage":"WON","amount":"1"} | amount is not a number: "1"
          {"accountId":"a","dealId":"d","stage":"WON","closedAt":"1/2/2026"} | closedAt is not a time such as 2026-03-31T12:00:00Z: 1/2/2026
          {"accountId":"a","dealId":"d","stage":"WON","attributes":[]} | attributes is not an object: []
          {"accountId":"a","dealId":"d","stage":"WON","attributes":{"x":{}}} | attribute x is neither text, number, truth value nor a list of texts: an object
          {"accountId":"a","dealId":"d","stage":"WON","attributes":{"x":[1]}} | attribute x holds something that is not a text: 1
          []                                                  | not a JSON object: []
          """)
  void namesFieldValueAndRuleOfABadDeal(String json, String message) {
    assertThatThrownBy(() -> event(json).dealReported())
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(message);
  }

  @Test
  void refusesAFieldThatNobodyAskedFor() {
    assertThatThrownBy(
            () -> event("{\"accountId\":\"a\",\"url\":\"/\",\"utm_source\":\"x\"}").siteVisited())
        .hasMessageStartingWith("unknown field utm_source; known are [accountId, durationSeconds,");
  }

  private static JsonEvent event(String json) {
    try {
      return new JsonEvent(new ObjectMapper().readTree(json), "default-id", NOON);
    } catch (JsonProcessingException e) {
      throw new IllegalArgumentException(json, e);
    }
  }
}
