package dev.lodestar.query.outbound;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.net.ConnectException;
import java.net.NoRouteToHostException;
import java.net.SocketTimeoutException;
import java.net.URI;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import javax.net.ssl.SSLException;
import org.apache.hc.client5.http.DnsResolver;
import org.apache.hc.client5.http.SchemePortResolver;
import org.apache.hc.client5.http.classic.methods.HttpPost;
import org.apache.hc.client5.http.config.ConnectionConfig;
import org.apache.hc.client5.http.config.RequestConfig;
import org.apache.hc.client5.http.impl.classic.CloseableHttpClient;
import org.apache.hc.client5.http.impl.classic.HttpClients;
import org.apache.hc.client5.http.impl.io.DefaultHttpClientConnectionOperator;
import org.apache.hc.client5.http.impl.io.PoolingHttpClientConnectionManagerBuilder;
import org.apache.hc.client5.http.io.HttpClientConnectionManager;
import org.apache.hc.client5.http.io.HttpClientConnectionOperator;
import org.apache.hc.client5.http.ssl.TlsSocketStrategy;
import org.apache.hc.core5.http.ClassicHttpResponse;
import org.apache.hc.core5.http.ContentType;
import org.apache.hc.core5.http.Header;
import org.apache.hc.core5.http.HttpEntity;
import org.apache.hc.core5.http.URIScheme;
import org.apache.hc.core5.http.config.RegistryBuilder;
import org.apache.hc.core5.http.io.entity.ByteArrayEntity;
import org.apache.hc.core5.io.Closer;
import org.apache.hc.core5.util.Timeout;
import org.jspecify.annotations.Nullable;

/// Posts to other people's servers: to permitted addresses only, without following redirects,
/// keeping cookies or waiting for ever.
public final class Sender implements AutoCloseable {

  private static final int MAX_CONNECTIONS = 200;
  private static final int MAX_SHOWN = 1_000;

  private final Limits limits;
  private final CloseableHttpClient http;
  private final ScheduledExecutorService deadlines =
      Executors.newSingleThreadScheduledExecutor(
          Thread.ofPlatform().name("webhook-deadlines").daemon().factory());

  /// How long to wait for a server, and how much of its answer to read.
  ///
  /// @param connect until it is connected
  /// @param silence between any two bytes of the answer
  /// @param all from beginning to end
  /// @param body bytes read of the answer's body
  public record Limits(Duration connect, Duration silence, Duration all, int body) {

    public static final Limits DEFAULT =
        new Limits(
            Duration.ofSeconds(5), Duration.ofSeconds(10), Duration.ofSeconds(20), 16 * 1024);
  }

  public Sender(Reachable reachable, DnsResolver names, Limits limits) {
    this.limits = limits;
    this.http =
        HttpClients.custom()
            .setConnectionManager(connections(reachable, names, limits))
            .setDefaultRequestConfig(
                RequestConfig.custom()
                    .setConnectionRequestTimeout(timeout(limits.connect()))
                    .setResponseTimeout(timeout(limits.silence()))
                    .setRedirectsEnabled(false)
                    .setAuthenticationEnabled(false)
                    .setProtocolUpgradeEnabled(false)
                    .build())
            // News is rare, and a connection kept would mostly be found closed.
            .setConnectionReuseStrategy((_, _, _) -> false)
            .setUserAgent("Lodestar")
            .disableRedirectHandling()
            .disableAutomaticRetries()
            .disableAuthCaching()
            .disableCookieManagement()
            .disableContentCompression()
            .build();
  }

  /// What the server says to a body that is posted to it; never throws for what the server does.
  public Reply post(URI url, Map<String, String> headers, String type, byte[] body) {
    HttpPost request = new HttpPost(url);
    headers.forEach(request::setHeader);
    request.setEntity(new ByteArrayEntity(body, ContentType.create(type, UTF_8)));
    AtomicBoolean isLate = new AtomicBoolean();
    ScheduledFuture<?> deadline =
        deadlines.schedule(
            () -> {
              isLate.set(true);
              request.cancel();
            },
            limits.all().toMillis(),
            TimeUnit.MILLISECONDS);
    try {
      return reply(request);
    } catch (IOException e) {
      return Reply.none(isLate.get() ? late() : words(e));
    } finally {
      deadline.cancel(false);
    }
  }

  @Override
  public void close() {
    deadlines.shutdownNow();
    try {
      http.close();
    } catch (IOException e) {
      throw new IllegalStateException("connections could not be closed", e);
    }
  }

  private Reply reply(HttpPost request) throws IOException {
    ClassicHttpResponse response = http.executeOpen(null, request, null);
    try {
      byte[] body = body(response.getEntity());
      return new Reply(
          OptionalInt.of(response.getCode()),
          Optional.ofNullable(response.getFirstHeader("Retry-After")).map(Header::getValue),
          shown(body),
          "answered " + response.getCode());
    } finally {
      request.cancel(); // or the rest of the answer would be read
      Closer.closeQuietly(response);
    }
  }

  private byte[] body(@Nullable HttpEntity entity) throws IOException {
    return entity == null ? new byte[0] : entity.getContent().readNBytes(limits.body());
  }

  private static Optional<String> shown(byte[] body) {
    String text = new String(body, UTF_8);
    return text.isEmpty()
        ? Optional.empty()
        : Optional.of(text.substring(0, Math.min(text.length(), MAX_SHOWN)));
  }

  private String late() {
    return "did not answer within " + limits.all().toSeconds() + " s";
  }

  private String words(IOException e) {
    for (Throwable cause = e; cause != null; cause = cause.getCause()) {
      if (cause instanceof AddressRefused) {
        return String.valueOf(cause.getMessage());
      }
    }
    return switch (e) {
      case UnknownHostException _ -> "has a host name that does not resolve";
      case SocketTimeoutException _ -> "was silent for too long";
      case InterruptedIOException _ -> late();
      case ConnectException _, NoRouteToHostException _ -> "could not be connected to";
      case SSLException _ -> "failed the TLS handshake: " + e.getMessage();
      default -> "broke the connection off";
    };
  }

  private static HttpClientConnectionManager connections(
      Reachable reachable, DnsResolver names, Limits limits) {
    return new GuardedConnections(reachable)
        .setDnsResolver(names)
        .setMaxConnTotal(MAX_CONNECTIONS)
        .setMaxConnPerRoute(MAX_CONNECTIONS)
        .setDefaultConnectionConfig(
            ConnectionConfig.custom()
                .setConnectTimeout(timeout(limits.connect()))
                .setSocketTimeout(timeout(limits.silence()))
                .build())
        .build();
  }

  private static Timeout timeout(Duration duration) {
    return Timeout.of(duration);
  }

  /// Connections that are made with [GuardedSocket]s.
  private static final class GuardedConnections extends PoolingHttpClientConnectionManagerBuilder {

    private final Reachable reachable;

    GuardedConnections(Reachable reachable) {
      this.reachable = reachable;
    }

    @Override
    protected HttpClientConnectionOperator createConnectionOperator(
        SchemePortResolver ports, DnsResolver names, TlsSocketStrategy tls) {
      return new DefaultHttpClientConnectionOperator(
          _ -> new GuardedSocket(reachable),
          ports,
          names,
          RegistryBuilder.<TlsSocketStrategy>create().register(URIScheme.HTTPS.id, tls).build());
    }
  }
}
