package dev.lodestar.query.outbound;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executors;
import java.util.concurrent.locks.LockSupport;
import org.apache.hc.client5.http.DnsResolver;
import org.apache.hc.client5.http.SystemDefaultDnsResolver;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SenderTest {

  private static final Sender.Limits SHORT =
      new Sender.Limits(
          Duration.ofSeconds(1), Duration.ofMillis(300), Duration.ofMillis(900), 2_000);

  private final List<String> requests = new CopyOnWriteArrayList<>();
  private HttpServer server;

  @BeforeEach
  void listen() throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.ofLiteral("127.0.0.1"), 0), 0);
    server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
    server.createContext(
        "/",
        exchange -> {
          String path = exchange.getRequestURI().getPath();
          requests.add(path);
          switch (path) {
            case "/moved" -> {
              exchange.getResponseHeaders().add("Location", "/elsewhere");
              exchange.sendResponseHeaders(307, -1);
            }
            case "/busy" -> {
              exchange.getResponseHeaders().add("Retry-After", "120");
              exchange.sendResponseHeaders(503, -1);
            }
            case "/endless" -> {
              exchange.sendResponseHeaders(200, 0);
              byte[] much = "x".repeat(10_000).getBytes(UTF_8);
              while (true) {
                exchange.getResponseBody().write(much);
              }
            }
            default -> {
              byte[] body = exchange.getRequestBody().readAllBytes();
              exchange.sendResponseHeaders(200, body.length);
              exchange.getResponseBody().write(body);
            }
          }
          exchange.close();
        });
    server.start();
  }

  @AfterEach
  void close() {
    server.stop(0);
  }

  private Reply post(Reachable reachable, DnsResolver names, String url) {
    try (Sender sender = new Sender(reachable, names, SHORT)) {
      return sender.post(URI.create(url), Map.of("x", "y"), "text/plain", "hello".getBytes(UTF_8));
    }
  }

  private Reply post(String path) {
    return post(
        Reachable.with("127.0.0.1"), SystemDefaultDnsResolver.INSTANCE, url("127.0.0.1", path));
  }

  private String url(String host, String path) {
    return "http://" + host + ":" + server.getAddress().getPort() + path;
  }

  @Test
  void tellsWhatTheServerSaid() {
    Reply reply = post("/echo");

    assertThat(reply.isSuccess()).isTrue();
    assertThat(reply.body()).contains("hello");
  }

  @Test
  void doesNotFollowRedirects() {
    Reply reply = post("/moved");

    assertThat(reply.status()).hasValue(307);
    assertThat(reply.isSuccess()).isFalse();
    assertThat(requests).containsExactly("/moved");
  }

  @Test
  void passesOnHowLongToWait() {
    assertThat(post("/busy").retryAfter()).contains("120");
  }

  @Test
  void readsNoMoreThanItsLimitOfAnAnswer() {
    Reply reply = post("/endless");

    assertThat(reply.isSuccess()).isTrue();
    assertThat(reply.body().orElseThrow()).hasSizeLessThanOrEqualTo(2_000);
  }

  @ParameterizedTest
  @ValueSource(strings = {"127.0.0.1", "localhost", "[::1]", "[::ffff:127.0.0.1]", "2130706433"})
  void doesNotConnectToWhereNobodyElseCan(String host) {
    Reply reply = post(Reachable.with(""), SystemDefaultDnsResolver.INSTANCE, url(host, "/"));

    assertThat(reply.isSuccess()).isFalse();
    assertThat(reply.words()).contains("is not a public address");
    assertThat(requests).isEmpty();
  }

  @Test
  void looksAtTheAddressThatItConnectsToAndNotAtWhatANameMeantBefore() {
    List<String> asked = new ArrayList<>();
    DnsResolver rebinding =
        new DnsResolver() {
          @Override
          public InetAddress[] resolve(String host) {
            asked.add(host);
            return new InetAddress[] {
              InetAddress.ofLiteral(asked.size() == 1 ? "192.0.2.1" : "127.0.0.1")
            };
          }

          @Override
          public String resolveCanonicalHostname(String host) {
            return host;
          }
        };

    // 192.0.2.1 is nobody's; an operator who allows it makes the first look pass.
    Reachable reachable = Reachable.with("192.0.2.1");
    Reply first = post(reachable, rebinding, url("rebound.example", "/"));
    Reply second = post(reachable, rebinding, url("rebound.example", "/"));

    assertThat(first.words()).doesNotContain("public address");
    assertThat(second.words()).contains("127.0.0.1 is not a public address");
    assertThat(requests).isEmpty();
  }

  @Test
  void refusesAnAddressEvenWhenAnotherOfTheSameNameIsPermitted() {
    DnsResolver both =
        new DnsResolver() {
          @Override
          public InetAddress[] resolve(String host) {
            return new InetAddress[] {
              InetAddress.ofLiteral("192.0.2.1"), InetAddress.ofLiteral("127.0.0.1")
            };
          }

          @Override
          public String resolveCanonicalHostname(String host) {
            return host;
          }
        };

    post(Reachable.with("192.0.2.1"), both, url("both.example", "/"));

    assertThat(requests).isEmpty();
  }

  @Test
  void saysThatANameDoesNotResolve() {
    Reply reply =
        post(Reachable.with(""), SystemDefaultDnsResolver.INSTANCE, "http://nowhere.invalid/");

    assertThat(reply.words()).contains("does not resolve");
  }

  @Test
  void saysThatNobodyListens() throws IOException {
    int port;
    try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.ofLiteral("127.0.0.1"))) {
      port = taken.getLocalPort();
    }

    Reply reply =
        post(
            Reachable.with("127.0.0.1"),
            SystemDefaultDnsResolver.INSTANCE,
            "http://127.0.0.1:" + port + "/");

    assertThat(reply.words()).contains("could not be connected to");
  }

  @Test
  void doesNotWaitForAServerThatIsSilent() throws IOException {
    try (ServerSocket silent = new ServerSocket(0, 5, InetAddress.ofLiteral("127.0.0.1"))) {
      Reply reply =
          post(
              Reachable.with("127.0.0.1"),
              SystemDefaultDnsResolver.INSTANCE,
              "http://127.0.0.1:" + silent.getLocalPort() + "/");

      assertThat(reply.status()).isEmpty();
      assertThat(reply.words()).contains("silent");
    }
  }

  @Test
  void doesNotWaitForAServerThatSendsAByteNowAndThen() throws Exception {
    try (ServerSocket dripping = new ServerSocket(0, 5, InetAddress.ofLiteral("127.0.0.1"))) {
      Thread thread = Thread.ofVirtual().start(() -> drip(dripping));

      Reply reply =
          post(
              Reachable.with("127.0.0.1"),
              SystemDefaultDnsResolver.INSTANCE,
              "http://127.0.0.1:" + dripping.getLocalPort() + "/");

      assertThat(reply.words()).contains("did not answer within");
      thread.interrupt();
    }
  }

  private static void drip(ServerSocket listener) {
    try (Socket socket = listener.accept()) {
      while (!Thread.interrupted()) {
        socket.getOutputStream().write('H');
        LockSupport.parkNanos(Duration.ofMillis(100).toNanos());
      }
    } catch (IOException e) {
      // The client has hung up.
    }
  }
}
