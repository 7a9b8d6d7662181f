package dev.lodestar.query.definition;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.lodestar.query.LiveApi;
import java.net.http.HttpResponse;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class DefinitionIT {

  private static LiveApi api;

  @BeforeAll
  static void start() {
    api = LiveApi.start();
  }

  @AfterAll
  static void stop() {
    api.close();
  }

  @Test
  void isReadableAsSoonAsItIsWritten() {
    HttpResponse<String> created = api.put("/profiles/b2b/definition", DefinitionReadingTest.FULL);
    HttpResponse<String> read = api.get("/profiles/b2b/definition");
    HttpResponse<String> replaced = api.put("/profiles/b2b/definition", read.body());

    assertThat(created.statusCode()).isEqualTo(201);
    assertThat(read.body()).isEqualTo(created.body());
    assertThat(replaced.statusCode()).isEqualTo(200);
    assertThat(replaced.body()).isEqualTo(created.body());
    JsonNode definition = LiveApi.json(read);
    assertThat(definition.at("/attributes/employees/bounds/1").doubleValue()).isEqualTo(50.5);
    assertThat(definition.at("/halfLife").textValue()).isEqualTo("P90D");
    assertThat(definition.at("/kind").textValue()).isEqualTo("PERSON");
  }

  @Test
  void makesItsProfileKnown() {
    api.put("/profiles/fresh/definition", "{}");

    JsonNode profile = api.json("/profiles/fresh");

    assertThat(profile.get("profileId").textValue()).isEqualTo("fresh");
    assertThat(profile.has("version")).isFalse();
    assertThat(profile.has("live")).isFalse();
  }

  @Test
  void existsForTheDefaultProfileWithoutBeingWritten() {
    JsonNode definition = api.json("/profiles/default/definition");

    assertThat(definition.at("/tiers/a").doubleValue()).isEqualTo(0.2);
    assertThat(definition.has("halfLife")).isFalse();
    assertThat(api.get("/profiles/unheard-of/definition").statusCode()).isEqualTo(404);
  }

  @Test
  void guardsAgainstTwoEditors() {
    api.put("/profiles/shared/definition", "{}");
    String tag = api.get("/profiles/shared/definition").headers().firstValue("ETag").orElseThrow();

    HttpResponse<String> first =
        api.put("/profiles/shared/definition", "{\"kind\":\"PERSON\"}", "If-Match", tag);
    HttpResponse<String> second =
        api.put("/profiles/shared/definition", "{\"halfLife\":\"P90D\"}", "If-Match", tag);

    assertThat(first.statusCode()).isEqualTo(200);
    assertThat(second.statusCode()).isEqualTo(412);
    assertThat(LiveApi.json(second).get("detail").textValue())
        .contains(first.headers().firstValue("ETag").orElseThrow());
    assertThat(api.json("/profiles/shared/definition").get("kind").textValue()).isEqualTo("PERSON");
  }

  @Test
  void canBeWrittenOnlyIfNobodyDidBefore() {
    HttpResponse<String> first =
        api.put("/profiles/claimed/definition", "{}", "If-None-Match", "*");
    HttpResponse<String> second =
        api.put("/profiles/claimed/definition", "{}", "If-None-Match", "*");

    assertThat(first.statusCode()).isEqualTo(201);
    assertThat(second.statusCode()).isEqualTo(412);
  }

  @Test
  void isRefusedWithTheFieldAndTheRule() {
    HttpResponse<String> unknown = api.put("/profiles/b2c/definition", "{\"tier\":{}}");
    HttpResponse<String> broken = api.put("/profiles/b2c/definition", "{\"tiers\":{\"a\":2}}");
    HttpResponse<String> name = api.put("/profiles/B2C/definition", "{}");

    assertThat(unknown.statusCode()).isEqualTo(400);
    assertThat(LiveApi.json(unknown).at("/errors/0/field").textValue()).isEqualTo("tier");
    assertThat(LiveApi.json(broken).at("/errors/0/value").textValue()).isEqualTo("2.0");
    assertThat(LiveApi.json(name).at("/errors/0/field").textValue()).isEqualTo("profileId");
    assertThat(api.get("/profiles/b2c").statusCode()).isEqualTo(404);
  }

  @Test
  void outlivesTheProcessThatWroteIt() {
    api.put("/profiles/lasting/definition", "{\"halfLife\":\"P365D\"}");

    api.restart();

    assertThat(api.json("/profiles/lasting/definition").get("halfLife").textValue())
        .isEqualTo("P365D");
  }
}
