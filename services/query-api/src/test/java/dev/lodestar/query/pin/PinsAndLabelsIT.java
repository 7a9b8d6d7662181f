package dev.lodestar.query.pin;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lodestar.core.definition.ProfileDefinition;
import dev.lodestar.core.observation.Observation;
import dev.lodestar.core.profile.LearnedProfile;
import dev.lodestar.query.LiveApi;
import dev.lodestar.query.Market;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class PinsAndLabelsIT {

  private static final List<Observation> DEALS = new Market(1).deals(200);
  private static final ProfileDefinition DEFINITION = ProfileDefinition.withDefaults("default");
  private static final List<LearnedProfile> LEARNED =
      List.of(Market.learned(DEFINITION, DEALS.subList(0, 100)), Market.learned(DEFINITION, DEALS));

  private static LiveApi api;

  @BeforeAll
  static void publishTwoVersions() {
    api = LiveApi.start();
    api.write(Market.version("default", 1, Optional.empty(), LEARNED.getFirst()));
    api.write(Market.version("default", 2, Optional.of(LEARNED.getFirst()), LEARNED.getLast()));
    api.awaitJson("/profiles/default/versions/1");
    api.awaitJson("/profiles/default/versions/2");
  }

  @AfterAll
  static void stop() {
    api.close();
  }

  @Test
  void holdAProfileAtAVersionUntilItIsUnpinned() {
    assertThat(inForce()).isEqualTo(2);

    HttpResponse<String> pinned =
        api.put("/profiles/default/pin", "{\"version\":1,\"by\":\"anna\"}");
    assertThat(pinned.statusCode()).isEqualTo(200);
    assertThat(inForce()).isEqualTo(1);
    assertThat(api.json("/profiles/default/pin").at("/by").textValue()).isEqualTo("anna");
    String fit = "{\"attributes\":{\"industry\":\"retail\"}}";
    assertThat(LiveApi.json(api.post("/fit", fit)).at("/version").intValue()).isEqualTo(1);

    assertThat(delete("/profiles/default/pin").statusCode()).isEqualTo(200);
    assertThat(inForce()).isEqualTo(2);
    assertThat(api.json("/profiles/default/pin").has("version")).isFalse();
  }

  @Test
  void guardAPinAgainstASecondEditor() {
    String tag = api.get("/profiles/default/pin").headers().firstValue("ETag").orElseThrow();
    assertThat(api.put("/profiles/default/pin", "{\"version\":1}", "If-Match", tag).statusCode())
        .isEqualTo(200);

    HttpResponse<String> late =
        api.put("/profiles/default/pin", "{\"version\":2}", "If-Match", tag);

    assertThat(late.statusCode()).isEqualTo(412);
    assertThat(inForce()).isEqualTo(1);
    delete("/profiles/default/pin");
  }

  @Test
  void refuseAVersionThatIsNot() {
    assertThat(api.put("/profiles/default/pin", "{\"version\":9}").statusCode()).isEqualTo(404);
    assertThat(api.put("/profiles/default/pin", "{\"version\":0}").statusCode()).isEqualTo(400);
    assertThat(api.put("/profiles/default/pin", "{}").statusCode()).isEqualTo(400);
    assertThat(api.put("/profiles/default/labels/x", "{\"version\":9}").statusCode())
        .isEqualTo(404);
    assertThat(api.put("/profiles/default/labels/12", "{\"version\":1}").statusCode())
        .isEqualTo(400);
    assertThat(api.put("/profiles/nobody/pin", "{\"version\":1}").statusCode()).isEqualTo(404);
  }

  @Test
  void letANameStandForAVersion() {
    api.put("/profiles/default/labels/before-the-fair", "{\"version\":1,\"by\":\"anna\"}");

    assertThat(api.json("/profiles/default/versions/before-the-fair").at("/number").intValue())
        .isEqualTo(1);
    assertThat(
            api.json("/profiles/default/diff?from=before-the-fair&to=2")
                .at("/fromVersion")
                .intValue())
        .isEqualTo(1);
    assertThat(api.json("/profiles/default/labels").at("/items").toString())
        .contains("before-the-fair");
    assertThat(api.get("/profiles/default/versions/unheard-of").statusCode()).isEqualTo(404);

    assertThat(delete("/profiles/default/labels/before-the-fair").statusCode()).isEqualTo(200);
    assertThat(delete("/profiles/default/labels/before-the-fair").statusCode()).isEqualTo(404);
  }

  private static int inForce() {
    return api.json("/profiles/default").at("/version/number").intValue();
  }

  private static HttpResponse<String> delete(String path) {
    return api.send(api.request(path).DELETE().build());
  }
}
