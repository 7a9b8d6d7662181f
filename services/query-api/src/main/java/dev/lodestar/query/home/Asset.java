package dev.lodestar.query.home;

import dev.lodestar.query.caching.EntityTags;
import dev.lodestar.query.caching.Fingerprint;
import io.micronaut.http.HttpHeaders;
import io.micronaut.http.HttpRequest;
import io.micronaut.http.HttpResponse;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;

/// A file that is part of the program, and what browsers need to know of it.
final class Asset {

  private final byte[] bytes;
  private final String type;
  private final String policy;
  private final String tag;

  private Asset(byte[] bytes, String type, String policy) {
    this.bytes = bytes;
    this.type = type;
    this.policy = policy;
    this.tag = '"' + Fingerprint.of(bytes).substring(0, 32) + '"';
  }

  /// From the class path.
  ///
  /// @param policy what the browser may load and run on its account
  static Asset load(String path, String policy) {
    try (InputStream in = Asset.class.getResourceAsStream(path)) {
      if (in == null) {
        throw new IllegalStateException("the program lacks its file " + path);
      }
      return new Asset(in.readAllBytes(), typeOf(path), policy);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  HttpResponse<byte[]> answer(HttpRequest<?> request) {
    boolean isKnown =
        request
            .getHeaders()
            .findFirst(HttpHeaders.IF_NONE_MATCH)
            .filter(header -> EntityTags.names(header, tag))
            .isPresent();
    return (isKnown ? HttpResponse.<byte[]>notModified() : HttpResponse.ok(bytes).contentType(type))
        .header(HttpHeaders.ETAG, tag)
        .header(HttpHeaders.CACHE_CONTROL, "no-cache")
        .header(HttpHeaders.VARY, HttpHeaders.ACCEPT_ENCODING)
        .header("Content-Security-Policy", policy)
        .header("Referrer-Policy", "no-referrer");
  }

  private static String typeOf(String path) {
    return switch (path.substring(path.lastIndexOf('.') + 1)) {
      case "html" -> "text/html; charset=UTF-8";
      case "css" -> "text/css; charset=UTF-8";
      case "js" -> "text/javascript; charset=UTF-8";
      case "svg" -> "image/svg+xml";
      case "yml" -> "application/yaml; charset=UTF-8";
      default -> throw new IllegalArgumentException("no media type is known for " + path);
    };
  }
}
