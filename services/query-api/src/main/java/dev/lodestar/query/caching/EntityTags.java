package dev.lodestar.query.caching;

import io.micronaut.core.order.Ordered;
import io.micronaut.http.HttpHeaders;
import io.micronaut.http.HttpMethod;
import io.micronaut.http.HttpRequest;
import io.micronaut.http.HttpResponse;
import io.micronaut.http.HttpStatus;
import io.micronaut.http.MediaType;
import io.micronaut.http.MutableHttpResponse;
import io.micronaut.http.annotation.ResponseFilter;
import io.micronaut.http.annotation.ServerFilter;
import io.micronaut.json.JsonMapper;
import io.micronaut.web.router.RouteAttributes;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Optional;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;

/// Gives every [Tagged] answer a strong entity tag made of its bytes, and answers 304 to a caller
/// who has them already.
@ServerFilter(ServerFilter.MATCH_ALL_PATTERN)
public final class EntityTags implements Ordered {

  private static final Pattern TAG = Pattern.compile("(?:W/)?(\"[^\"]*\")");
  private static final int DIGITS = 32;

  private final JsonMapper json;

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
    Optional<String> known =
        response.status() == HttpStatus.OK && isRead(request)
            ? request.getHeaders().findFirst(HttpHeaders.IF_NONE_MATCH)
            : Optional.empty();
    MutableHttpResponse<?> answered =
        known.filter(header -> names(header, tag)).isPresent()
            ? HttpResponse.notModified()
            : (isHead ? response : response.body(bytes))
                .contentType(MediaType.APPLICATION_JSON_TYPE);
    return answered
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
