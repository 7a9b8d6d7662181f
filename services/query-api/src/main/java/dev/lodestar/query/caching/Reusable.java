package dev.lodestar.query.caching;

import io.micronaut.http.HttpRequest;
import java.util.Optional;
import java.util.function.BooleanSupplier;

/// Marks the answer to a request as one that may be given again, byte for byte, while what it was
/// made of is what it was.
public final class Reusable {

  private static final String HOLDS = "dev.lodestar.query.holds";

  private Reusable() {}

  /// Marks the answer that is being made to this request.
  ///
  /// @param holds whether the answer would still be the same; asked often, by any thread
  public static void whilst(HttpRequest<?> request, BooleanSupplier holds) {
    request.setAttribute(HOLDS, holds);
  }

  static Optional<BooleanSupplier> of(HttpRequest<?> request) {
    return request.getAttribute(HOLDS, BooleanSupplier.class);
  }
}
