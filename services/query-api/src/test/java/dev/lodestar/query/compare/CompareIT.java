package dev.lodestar.query.compare;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.lodestar.core.account.AttributeValue;
import dev.lodestar.core.observation.Observation;
import dev.lodestar.core.observation.Outcome;
import dev.lodestar.query.LiveApi;
import dev.lodestar.query.Market;
import java.net.http.HttpResponse;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.TreeMap;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class CompareIT {

  private static final Instant NOON = Market.NOON;

  private static LiveApi api;

  /// Small companies win one deal in five, large ones three in five, all of 1 000. Deals of 9, 10,
  /// 1 000 and 1 001 employees stand at the edges.
  @BeforeAll
  static void closeDeals() {
    api = LiveApi.start();
    api.put("/profiles/small/definition", "{\"scope\":{\"employees\":{\"below\":10}}}");
    api.put("/profiles/large/definition", "{\"scope\":{\"employees\":{\"from\":10,\"to\":1000}}}");
    api.put("/profiles/few/definition", "{\"scope\":{\"employees\":{\"above\":1000}}}");
    for (int i = 0; i < 200; i++) {
      boolean isLarge = i % 2 == 0;
      api.write(deal("d" + i, isLarge ? 50 : 5, i % 10 < (isLarge ? 6 : 2)));
    }
    api.write(deal("e9", 9, true));
    api.write(deal("e10", 10, true));
    api.write(deal("e1000", 1_000, true));
    api.write(deal("e1001", 1_001, true));
    LiveApi.await(() -> compare("small,large").get("observed").intValue() == 204);
  }

  @AfterAll
  static void stop() {
    api.close();
  }

  @Test
  void putsCandidatesSideBySide() {
    JsonNode comparison = compare("small,large");

    JsonNode large = comparison.at("/candidates/0");
    JsonNode small = comparison.at("/candidates/1");
    assertThat(large.get("profileId").textValue()).isEqualTo("large");
    assertThat(large.get("deals").intValue()).isEqualTo(102);
    assertThat(small.get("deals").intValue()).isEqualTo(101);
    assertThat(large.get("coverage").doubleValue()).isEqualTo(102.0 / 204);
    assertThat(large.at("/averageDeal/value").doubleValue()).isEqualTo(1_000);
    assertThat(large.at("/winRate/low").doubleValue())
        .isLessThan(large.at("/winRate/value").doubleValue());
    assertThat(large.has("costPerDeal")).isFalse();
    assertThat(comparison.get("unit").textValue()).isEqualTo("MONEY");
    assertThat(comparison.at("/overlaps/0/deals").intValue()).isZero();
    assertThat(comparison.at("/leads/0/better").textValue()).isEqualTo("large");
    assertThat(comparison.at("/verdict/kind").textValue()).isEqualTo("DECIDED");
    assertThat(comparison.at("/verdict/better").textValue()).isEqualTo("large");
    assertThat(comparison.at("/verdict/words").textValue())
        .startsWith("A deal opened among large brings");
  }

  @Test
  void answersTheSameInWhateverOrderTheyAreNamed() {
    assertThat(compare("large,small,small")).isEqualTo(compare("small,large"));
  }

  @Test
  void saysWhatIsMissing() {
    JsonNode comparison = compare("few,large,small");

    assertThat(comparison.at("/candidates/0/deals").intValue()).isEqualTo(1);
    assertThat(comparison.at("/verdict/kind").textValue()).isEqualTo("TOO_FEW");
    assertThat(comparison.at("/verdict/words").textValue())
        .contains("few has 1 of the 30 closed deals");
    assertThat(comparison.get("leads")).hasSize(3);
  }

  @Test
  void countsWhatTwoShare() {
    JsonNode overlap = compare("default,small").at("/overlaps/0");

    assertThat(overlap.get("deals").intValue()).isEqualTo(101);
    assertThat(overlap.get("ofOne").doubleValue()).isEqualTo(101.0 / 204);
    assertThat(overlap.get("ofOther").doubleValue()).isEqualTo(1);
  }

  @Test
  void refusesWhatCannotBeCompared() {
    HttpResponse<String> alone = api.get("/compare?profiles=small,small");
    HttpResponse<String> stranger = api.get("/compare?profiles=small,nobody");

    assertThat(alone.statusCode()).isEqualTo(400);
    assertThat(alone.body()).contains("must name 2 to 8 different profiles");
    assertThat(api.get("/compare").statusCode()).isEqualTo(400);
    assertThat(stranger.statusCode()).isEqualTo(404);
    assertThat(LiveApi.json(stranger).get("type").textValue()).endsWith("unknown-profile");
  }

  private static JsonNode compare(String profiles) {
    return api.json("/compare?profiles=" + profiles);
  }

  private static Observation deal(String id, double employees, boolean isWon) {
    return new Observation(
        "acct-" + id,
        id,
        NOON,
        NOON,
        isWon ? new Outcome.Won(Optional.empty()) : new Outcome.Lost(),
        isWon ? OptionalDouble.of(1_000) : OptionalDouble.empty(),
        OptionalDouble.empty(),
        new TreeMap<>(Map.of("employees", new AttributeValue.Quantity(employees))));
  }
}
