package dev.lodestar.standalone.asking;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpServer;
import dev.lodestar.standalone.running.Port;
import dev.lodestar.standalone.running.Refusal;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class ApiClientTest {

  private HttpServer server;

  @BeforeEach
  void serve() throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    answer("/profiles/default", 200, "{\"profileId\": \"default\"}");
    answer("/profiles/b2b", 404, "{\"detail\": \"No profile 'b2b'; known are: default.\"}");
    answer("/strange", 200, "<html>");
    server.start();
  }

  @AfterEach
  void stop() {
    server.stop(0);
  }

  @Test
  void givesTheAnswer() {
    try (var api = new ApiClient(base())) {
      assertThat(api.get("/profiles/default").path("profileId").asText()).isEqualTo("default");
    }
  }

  @Test
  void passesOnWhyThereIsNone() {
    try (var api = new ApiClient(base())) {
      assertThatThrownBy(() -> api.get("/profiles/b2b"))
          .isInstanceOf(Refusal.class)
          .hasMessage("No profile 'b2b'; known are: default.");
    }
  }

  @Test
  void saysThatNothingAnswers() {
    var nobody = URI.create("http://localhost:" + Port.requireFree(0, "HTTP port", "--port"));

    try (var api = new ApiClient(nobody)) {
      assertThatThrownBy(() -> api.get("/profiles/default"))
          .isInstanceOf(Refusal.class)
          .hasMessageStartingWith("Nothing answers at " + nobody);
    }
  }

  @Test
  void saysThatSomethingElseAnswers() {
    try (var api = new ApiClient(base())) {
      assertThatThrownBy(() -> api.get("/strange")).hasMessageContaining("is not Lodestar");
    }
  }

  @Test
  void escapesWhatPeopleType() {
    assertThat(ApiClient.segment("a b/c?")).isEqualTo("a%20b%2Fc%3F");
  }

  private URI base() {
    return URI.create("http://localhost:" + server.getAddress().getPort());
  }

  private void answer(String path, int status, String body) {
    server.createContext(
        path,
        exchange -> {
          byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
          exchange.sendResponseHeaders(status, bytes.length);
          exchange.getResponseBody().write(bytes);
          exchange.close();
        });
  }
}
