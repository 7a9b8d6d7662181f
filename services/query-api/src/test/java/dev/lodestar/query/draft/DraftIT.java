package dev.lodestar.query.draft;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.lodestar.core.account.Lifecycle;
import dev.lodestar.core.definition.ProfileDefinition;
import dev.lodestar.core.definition.TierShares;
import dev.lodestar.core.observation.Observation;
import dev.lodestar.query.LiveApi;
import dev.lodestar.query.Market;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class DraftIT {

  private static final Market MARKET = new Market(1);
  private static final List<Observation> DEALS = MARKET.deals(200);
  private static final String DRAFT = "{\"tiers\":{\"a\":0.01,\"b\":0.01,\"c\":0.01}}";

  private static LiveApi api;

  @BeforeAll
  static void publish() {
    api = LiveApi.start();
    var live = Market.learned(ProfileDefinition.withDefaults("default"), DEALS);
    api.write(Market.version("default", 1, Optional.empty(), live));
    for (int i = 0; i < 50; i++) {
      api.write(MARKET.account("account-%02d".formatted(i), Lifecycle.PROSPECT));
    }
    api.awaitJson("/profiles/default/versions/1");
    api.awaitJson("/accounts/account-49");
  }

  @AfterAll
  static void stop() {
    api.close();
  }

  @Test
  void standsBesideTheVersionInForceUntilItIsPublished() {
    assertThat(api.get("/profiles/default/draft").statusCode()).isEqualTo(404);
    var put = api.put("/profiles/default/draft", DRAFT);
    assertThat(put.statusCode()).isEqualTo(200);
    String tag = put.headers().firstValue("ETag").orElseThrow();

    JsonNode learning = api.json("/profiles/default/draft");
    assertThat(learning.at("/tag").textValue()).isEqualTo(tag);
    assertThat(learning.has("live")).isTrue();
    assertThat(learning.has("draft")).isFalse();

    api.write(Market.version("default~draft", 1, Optional.empty(), learnedDraft()));
    LiveApi.await(() -> api.json("/profiles/default/draft").has("draft"));
    JsonNode learned = api.json("/profiles/default/draft?limit=3");
    assertThat(learned.at("/accounts/scored").intValue()).isEqualTo(50);
    assertThat(learned.at("/accounts/up").intValue()).isZero();
    assertThat(learned.at("/accounts/down").intValue()).isPositive();
    assertThat(learned.at("/moved/items")).hasSize(3);
    String next = learned.at("/moved/nextCursor").textValue();
    assertThat(
            api.json("/profiles/default/draft?cursor=" + next)
                .at("/moved/items/0/accountId")
                .textValue())
        .isGreaterThan(learned.at("/moved/items/2/accountId").textValue());
    assertThat(api.json("/profiles").toString()).doesNotContain("~draft");

    api.put("/profiles/default/draft", "{\"tiers\":{\"a\":0.1,\"b\":0.1,\"c\":0.1}}");
    assertThat(api.post("/profiles/default/draft/publish", "", "If-Match", tag).statusCode())
        .isEqualTo(412);
    assertThat(api.post("/profiles/default/draft/publish", "").statusCode()).isEqualTo(200);

    assertThat(api.json("/profiles/default/definition").at("/tiers/a").doubleValue())
        .isEqualTo(0.1);
    assertThat(api.get("/profiles/default/draft").statusCode()).isEqualTo(404);
  }

  private static dev.lodestar.core.profile.LearnedProfile learnedDraft() {
    var defaults = ProfileDefinition.withDefaults("default~draft");
    return Market.learned(
        new ProfileDefinition(
            defaults.profileId(),
            defaults.kind(),
            defaults.scope(),
            defaults.attributes(),
            defaults.behaviours(),
            defaults.hypotheses(),
            defaults.valuation(),
            defaults.halfLife(),
            new TierShares(0.01, 0.01, 0.01),
            defaults.publication()),
        DEALS);
  }
}
