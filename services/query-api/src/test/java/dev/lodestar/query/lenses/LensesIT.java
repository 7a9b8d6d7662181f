package dev.lodestar.query.lenses;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.lodestar.core.account.AccountView;
import dev.lodestar.core.account.Lifecycle;
import dev.lodestar.core.definition.ProfileDefinition;
import dev.lodestar.core.observation.Observation;
import dev.lodestar.core.profile.LearnedProfile;
import dev.lodestar.query.LiveApi;
import dev.lodestar.query.Market;
import java.math.BigDecimal;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class LensesIT {

  private static final int ACCOUNTS = 40;

  private static final Market MARKET = new Market(4);
  private static final List<Observation> DEALS = MARKET.deals(500);
  private static final LearnedProfile ONE =
      Market.learned(ProfileDefinition.withDefaults("one"), DEALS);
  private static final LearnedProfile OTHER =
      Market.learned(ProfileDefinition.withDefaults("other"), DEALS.subList(0, 120));

  private static LiveApi api;

  @BeforeAll
  static void scoreAccounts() {
    api = LiveApi.start();
    api.write(Market.version("one", 1, Optional.empty(), ONE));
    api.write(Market.version("other", 1, Optional.empty(), OTHER));
    for (int i = 0; i < ACCOUNTS; i++) {
      AccountView account = MARKET.account("acct-" + i, Lifecycle.PROSPECT);
      api.write(account);
      api.write(Market.fit("one", 1, ONE, account));
      api.write(Market.fit("other", 1, OTHER, account));
    }
    api.awaitJson("/profiles/one");
    api.awaitJson("/profiles/other");
    LiveApi.await(() -> lenses("").get("accounts").intValue() == ACCOUNTS);
    LiveApi.await(() -> api.get("/accounts/acct-" + (ACCOUNTS - 1)).statusCode() == 200);
  }

  @AfterAll
  static void stop() {
    api.close();
  }

  @Test
  void nameTheAccountsTheyRateFurthestApart() {
    JsonNode lenses = lenses("&limit=100");

    assertThat(lenses.get("items")).hasSize(ACCOUNTS);
    int before = Integer.MAX_VALUE;
    int agreed = 0;
    for (JsonNode row : lenses.get("items")) {
      int gap = Math.abs(row.at("/views/0/score").intValue() - row.at("/views/1/score").intValue());
      assertThat(row.get("gap").intValue()).isEqualTo(gap).isLessThanOrEqualTo(before);
      before = gap;
      agreed += row.at("/views/0/tier").equals(row.at("/views/1/tier")) ? 1 : 0;
    }
    assertThat(lenses.get("agreed").intValue()).isEqualTo(agreed);
    JsonNode few = lenses("&limit=3");
    for (int i = 0; i < 3; i++) {
      assertThat(few.at("/items/" + i)).isEqualTo(lenses.at("/items/" + i));
    }
    assertThat(few.get("items")).hasSize(3);
  }

  @Test
  void sayWhyToTheLastDigit() throws Exception {
    JsonNode lenses =
        new ObjectMapper()
            .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
            .readTree(api.get("/lenses?profiles=one,other&limit=100").body());

    for (JsonNode row : lenses.get("items")) {
      JsonNode cause = row.get("cause");
      BigDecimal sum = cause.get("lowest").decimalValue().add(cause.get("average").decimalValue());
      for (JsonNode difference : cause.get("differences")) {
        sum = sum.add(difference.get("difference").decimalValue());
      }
      assertThat(sum).isEqualByComparingTo(cause.get("highest").decimalValue());
    }
  }

  @Test
  void areAskedAllAtOnceOfOneAccount() {
    JsonNode all = api.json("/accounts/acct-3/fit?profile=*");

    assertThat(all.get("fits")).hasSize(2);
    assertThat(all.at("/fits/0")).isEqualTo(api.json("/accounts/acct-3/fit?profile=one"));
    assertThat(all.at("/fits/1")).isEqualTo(api.json("/accounts/acct-3/fit?profile=other"));
    assertThat(api.get("/accounts/acct-3/fit?profile=*&version=1").statusCode()).isEqualTo(400);
  }

  @Test
  void refuseWhatTheyCannotLookThrough() {
    HttpResponse<String> stranger = api.get("/lenses?profiles=one,nobody");

    assertThat(api.get("/lenses?profiles=one").statusCode()).isEqualTo(400);
    assertThat(stranger.statusCode()).isEqualTo(404);
    assertThat(stranger.body()).contains("There is no profile 'nobody'");
  }

  private static JsonNode lenses(String more) {
    return api.json("/lenses?profiles=one,other" + more);
  }
}
