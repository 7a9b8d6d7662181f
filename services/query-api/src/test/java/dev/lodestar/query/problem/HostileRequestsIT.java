package dev.lodestar.query.problem;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.lodestar.query.LiveApi;
import java.io.IOException;
import java.net.Socket;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class HostileRequestsIT {

  private static LiveApi api;

  @BeforeAll
  static void start() {
    api = LiveApi.start();
  }

  @AfterAll
  static void stop() {
    api.close();
  }

  @AfterEach
  void leaveTheApiWell() {
    assertThat(api.get("/profiles").statusCode()).isEqualTo(200);
  }

  @ParameterizedTest
  @CsvSource({
    "GET,/nothing,404",
    "DELETE,/profiles,405",
    "POST,/profiles,405",
    "GET,/fit,405",
    "PATCH,/profiles/x/definition,405",
    "GET,/docs/../secret,404",
    "GET,/assets/..%2f..%2fapplication.properties,404",
    "GET,/docs/swagger-ui.css%00.js,404",
    "GET,/profiles/%00,404",
    "GET,/profiles/%F0%9F%92%A3,404",
    "GET,/env,404",
    "GET,/beans,404"
  })
  void areAnsweredByAProblem(String method, String path, int status) {
    HttpResponse<String> response =
        api.send(api.request(path).method(method, BodyPublishers.noBody()).build());

    JsonNode problem = problem(response);
    assertThat(response.statusCode()).isEqualTo(status);
    assertThat(problem.get("status").intValue()).isEqualTo(status);
    assertThat(problem.get("title").textValue()).isNotBlank();
  }

  @Test
  void areToldWhichMethodsThereAre() {
    HttpResponse<String> response =
        api.send(api.request("/fit").method("GET", BodyPublishers.noBody()).build());

    assertThat(response.headers().firstValue("Allow").orElseThrow()).contains("POST");
  }

  @ParameterizedTest
  @ValueSource(strings = {"text/plain", "application/xml", "application/x-www-form-urlencoded"})
  void areRefusedUnlessTheySendJson(String type) {
    HttpResponse<String> response =
        api.send(
            api.request("/fit")
                .header("Content-Type", type)
                .POST(BodyPublishers.ofString("{\"attributes\":{}}"))
                .build());

    assertThat(response.statusCode()).isEqualTo(415);
    problem(response);
  }

  @Test
  void areRefusedWithoutABody() {
    HttpResponse<String> response = api.post("/fit", "");

    assertThat(response.statusCode()).isEqualTo(400);
    problem(response);
  }

  @Test
  void areRefusedWhenTheyAreTooLarge() {
    HttpResponse<String> declared = api.post("/fit", " ".repeat(3 * 1024 * 1024));
    HttpResponse<String> allowed = api.post("/fit", " ".repeat(2_000_000));

    assertThat(declared.statusCode()).isEqualTo(413);
    problem(declared);
    assertThat(allowed.statusCode()).isEqualTo(400);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{\"attributes\":",
        "nul",
        "{\"attributes\":{\"a\":\"\u0000\"}}",
        "{\"attributes\":{\"a\":1,\"a\":2}}",
        "\"text\"",
        "[]",
        "12345678901234567890",
        "{\"attributes\":{\"__proto__\":{\"x\":1}}}"
      })
  void areRefusedWhenTheirJsonIsWrong(String body) {
    HttpResponse<String> response = api.post("/fit", body);

    assertThat(response.statusCode()).isEqualTo(400);
    assertThat(problem(response).get("errors")).hasSize(1);
  }

  @Test
  void areRefusedWhenTheirJsonIsDeep() {
    HttpResponse<String> response =
        api.post("/fit", "{\"attributes\":" + "[".repeat(900_000) + "]".repeat(900_000) + "}");

    assertThat(response.statusCode()).isEqualTo(400);
    problem(response);
  }

  @Test
  void cannotPutWordsIntoOurMouth() {
    HttpResponse<String> response = api.get("/profiles/%3Cscript%3Ealert(1)%3C%2Fscript%3E");

    assertThat(response.headers().firstValue("Content-Type").orElseThrow())
        .startsWith("application/problem+json");
    assertThat(response.headers().firstValue("X-Content-Type-Options")).contains("nosniff");
  }

  @Test
  void areNotLetInFromOtherSites() {
    HttpResponse<String> response = api.get("/profiles", "Origin", "https://elsewhere.example");

    assertThat(response.headers().firstValue("Access-Control-Allow-Origin")).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "GET /%zz HTTP/1.1\r\nHost: x\r\n\r\n",
        "GET /profiles/%E0%A4%A HTTP/1.1\r\nHost: x\r\n\r\n",
        "GET /profiles?limit=%zz HTTP/1.1\r\nHost: x\r\n\r\n",
        "GET / /x HTTP/1.1\r\nHost: x\r\n\r\n",
        "GARBAGE\r\n\r\n",
        "POST /fit HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\nContent-Length: -5\r\n\r\n",
        "POST /fit HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\nTransfer-Encoding: chunked\r\n\r\nzz\r\n"
      })
  void mayBreakHttpItself(String request) throws IOException {
    String answer = raw(request);

    assertThat(answer).doesNotContain("Exception", "\tat ", "dev.lodestar", "io.micronaut");
    assertThat(answer).matches("(?s)(HTTP/1\\.[01] (4\\d\\d|200) .*)?");
  }

  @Test
  void areRefusedWhenTheirHeadersAreEndless() throws IOException {
    String answer =
        raw("GET /profiles HTTP/1.1\r\nHost: x\r\nX-Long: " + "a".repeat(60_000) + "\r\n\r\n");

    assertThat(answer).matches("(?s)(HTTP/1\\.[01] 4\\d\\d .*)?");
  }

  private static String raw(String request) throws IOException {
    try (Socket socket = new Socket("localhost", api.uri("/").getPort())) {
      socket.setSoTimeout(2_000);
      socket.getOutputStream().write(request.getBytes(ISO_8859_1));
      socket.getOutputStream().flush();
      byte[] answer = new byte[4_096];
      int size = socket.getInputStream().read(answer);
      return size < 0 ? "" : new String(answer, 0, size, UTF_8);
    }
  }

  private static JsonNode problem(HttpResponse<String> response) {
    assertThat(response.headers().firstValue("Content-Type").orElseThrow())
        .startsWith("application/problem+json");
    assertThat(response.body()).doesNotContain("Exception", "\\tat ", "dev.lodestar", "micronaut");
    return LiveApi.json(response);
  }
}
