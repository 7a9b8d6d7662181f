package dev.lodestar.query.caching;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.micronaut.core.order.Ordered;
import io.micronaut.http.HttpHeaders;
import io.micronaut.http.HttpMethod;
import io.micronaut.http.HttpRequest;
import io.micronaut.http.HttpResponse;
import io.micronaut.http.HttpStatus;
import io.micronaut.http.MediaType;
import io.micronaut.http.MutableHttpResponse;
import io.micronaut.http.annotation.RequestFilter;
import io.micronaut.http.annotation.ResponseFilter;
import io.micronaut.http.annotation.ServerFilter;
import io.micronaut.json.JsonMapper;
import io.micronaut.web.router.RouteAttributes;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.function.BooleanSupplier;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// Gives every [Tagged] answer a strong entity tag made of its bytes, and answers 304 to a caller
/// who has them already.
///
/// A [Reusable] one is kept for a while, and given again without being made anew.
@ServerFilter(ServerFilter.MATCH_ALL_PATTERN)
public final class EntityTags implements Ordered {

  private static final Pattern TAG = Pattern.compile("(?:W/)?(\"[^\"]*\")");
  private static final int DIGITS = 32;

  private static final long MAX_KEPT_BYTES = 64L << 20;
  private static final int ENTRY_BYTES = 400;

  // What an answer holds besides what it is compared by, such as averages in words, may lag by
  // this.
  private static final Duration KEPT = Duration.ofSeconds(30);

  private final JsonMapper json;
  private final Cache<String, Rendered> rendered =
      Caffeine.newBuilder()
          .expireAfterWrite(KEPT)
          .maximumWeight(MAX_KEPT_BYTES)
          .weigher((String _, Rendered answer) -> ENTRY_BYTES + answer.bytes.length)
          .build();

  EntityTags(JsonMapper json) {
    this.json = json;
  }

  /// The tag of an answer, quotes included.
  public String of(Tagged answer) {
    return tag(bytes(answer));
  }

  /// Whether a header of tags, such as `If-Match`, names this one.
  public static boolean names(String header, String tag) {
    return header.strip().equals("*")
        || TAG.matcher(header).results().map((MatchResult r) -> r.group(1)).anyMatch(tag::equals);
  }

  /// An answer as it was sent.
  private static final class Rendered {

    private final byte[] bytes;
    private final String tag;
    private final BooleanSupplier holds;

    Rendered(byte[] bytes, String tag, BooleanSupplier holds) {
      this.bytes = bytes;
      this.tag = tag;
      this.holds = holds;
    }
  }

  /// Answers at once, on the thread that reads requests, what has been answered before.
  @RequestFilter
  @Nullable HttpResponse<?> again(HttpRequest<?> request) {
    if (request.getMethod() != HttpMethod.GET) {
      return null;
    }
    Rendered known = rendered.getIfPresent(request.getUri().toString());
    if (known == null || !known.holds.getAsBoolean()) {
      return null;
    }
    return having(
        known.tag,
        isKnown(request, known.tag)
            ? HttpResponse.notModified()
            : HttpResponse.ok(known.bytes).contentType(MediaType.APPLICATION_JSON_TYPE));
  }

  @ResponseFilter
  HttpResponse<?> tag(HttpRequest<?> request, MutableHttpResponse<?> response) {
    // For HEAD the body is put aside before filters run.
    boolean isHead = request.getMethod() == HttpMethod.HEAD;
    Object body = isHead ? RouteAttributes.getHeadBody(response).orElse(null) : response.body();
    if (!(body instanceof Tagged answer)) {
      return response;
    }
    byte[] bytes = bytes(answer);
    String tag = tag(bytes);
    if (response.status() == HttpStatus.OK && request.getMethod() == HttpMethod.GET) {
      Reusable.of(request)
          .ifPresent(
              holds -> rendered.put(request.getUri().toString(), new Rendered(bytes, tag, holds)));
    }
    return having(
        tag,
        response.status() == HttpStatus.OK && isRead(request) && isKnown(request, tag)
            ? HttpResponse.notModified()
            : (isHead ? response : response.body(bytes))
                .contentType(MediaType.APPLICATION_JSON_TYPE));
  }

  private static boolean isKnown(HttpRequest<?> request, String tag) {
    String header = request.getHeaders().get(HttpHeaders.IF_NONE_MATCH);
    return header != null && names(header, tag);
  }

  private static HttpResponse<?> having(String tag, MutableHttpResponse<?> response) {
    return response
        .header(HttpHeaders.ETAG, tag)
        .header(HttpHeaders.CACHE_CONTROL, "no-cache")
        .header(HttpHeaders.VARY, HttpHeaders.ACCEPT_ENCODING);
  }

  private static boolean isRead(HttpRequest<?> request) {
    return request.getMethod() == HttpMethod.GET || request.getMethod() == HttpMethod.HEAD;
  }

  private byte[] bytes(Tagged answer) {
    try {
      return json.writeValueAsBytes(answer);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static String tag(byte[] bytes) {
    return '"' + Fingerprint.of(bytes).substring(0, DIGITS) + '"';
  }
}
