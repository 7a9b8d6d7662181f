package dev.lodestar.query;

import io.micronaut.http.MutableHttpResponse;
import io.micronaut.http.annotation.ResponseFilter;
import io.micronaut.http.annotation.ServerFilter;

/// Keeps browsers from taking an answer for another type than it says.
@ServerFilter(ServerFilter.MATCH_ALL_PATTERN)
final class NoSniffing {

  @ResponseFilter
  void forbid(MutableHttpResponse<?> response) {
    response.header("X-Content-Type-Options", "nosniff");
  }
}
