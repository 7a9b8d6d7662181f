package dev.lodestar.query.home;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lodestar.query.LiveApi;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class PagesIT {

  private static final Pattern LINK = Pattern.compile("(?:href|src)=\"([^\"]+)\"");

  private static LiveApi api;

  @BeforeAll
  static void start() {
    api = LiveApi.start();
  }

  @AfterAll
  static void stop() {
    api.close();
  }

  @ParameterizedTest
  @CsvSource({
    "/,text/html",
    "/docs,text/html",
    "/assets/home.js,text/javascript",
    "/assets/home.css,text/css",
    "/assets/star.svg,image/svg+xml",
    "/docs/docs.js,text/javascript",
    "/docs/swagger-ui-bundle.js,text/javascript",
    "/docs/swagger-ui.css,text/css",
    "/openapi.yml,application/yaml",
    "/asyncapi.yml,application/yaml"
  })
  void areServedFromHere(String path, String type) {
    HttpResponse<String> response = api.get(path, "Accept", "text/html,*/*;q=0.8");
    String tag = response.headers().firstValue("ETag").orElseThrow();

    assertThat(response.statusCode()).isEqualTo(200);
    assertThat(response.headers().firstValue("Content-Type").orElseThrow()).startsWith(type);
    assertThat(response.headers().firstValue("Content-Security-Policy").orElseThrow())
        .contains("default-src 'none'")
        .doesNotContain("http", "unsafe-eval");
    assertThat(api.get(path, "If-None-Match", tag).statusCode()).isEqualTo(304);
  }

  @ParameterizedTest
  @ValueSource(strings = {"/", "/docs"})
  void linkToNothingButThisServer(String page) {
    List<String> links =
        LINK.matcher(api.get(page).body()).results().map((MatchResult r) -> r.group(1)).toList();

    assertThat(links)
        .isNotEmpty()
        .allSatisfy(link -> {
          assertThat(link).startsWith("/");
          assertThat(api.get(link).statusCode()).isEqualTo(200);
        });
  }

  @Test
  void makeNoMarkupOfWhatEventsSay() {
    assertThat(api.get("/assets/home.js").body())
        .doesNotContain("innerHTML", "outerHTML", "insertAdjacentHTML", "document.write", "eval(");
  }

  @Test
  void showEverySchemaThatIsReferredTo() {
    var schemas = new TreeSet<String>();
    Pattern.compile("avro/\\w+\\.avsc")
        .matcher(api.get("/asyncapi.yml").body())
        .results()
        .forEach(found -> schemas.add(found.group()));

    assertThat(schemas)
        .hasSizeGreaterThan(10)
        .allSatisfy(path -> {
          String schema = LiveApi.parse(api.get("/" + path).body()).get("name").textValue();
          assertThat(path).isEqualTo("avro/" + schema + ".avsc");
        });
  }

  @ParameterizedTest
  @ValueSource(strings = {"accountview", "DealStage", "Nothing", "package-info", "AccountView$1"})
  void showNoSchemaOfAnythingElse(String name) {
    assertThat(api.get("/avro/" + name + ".avsc").statusCode()).isEqualTo(404);
  }
}
