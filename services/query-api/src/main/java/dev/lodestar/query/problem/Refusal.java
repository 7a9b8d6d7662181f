package dev.lodestar.query.problem;

import io.micronaut.http.HttpStatus;
import java.util.List;

/// A request that is well-formed and still cannot be answered.
public final class Refusal extends RuntimeException {

  private static final long serialVersionUID = 1;

  private static final int MAX_KNOWN = 50;

  private final HttpStatus status;
  private final String type;
  private final transient List<String> known;

  private Refusal(HttpStatus status, String type, String detail, List<String> known) {
    super(detail, null, false, false);
    this.status = status;
    this.type = type;
    this.known = known;
  }

  /// There is no such thing.
  ///
  /// @param what such as `profile`
  /// @param known some of those that exist
  public static Refusal unknown(String what, String detail, List<String> known) {
    List<String> some = known.stream().limit(MAX_KNOWN).toList();
    return new Refusal(HttpStatus.NOT_FOUND, "unknown-" + what, detail, some);
  }

  /// There was such a thing, and it will not come back.
  ///
  /// @param instead what to ask for
  public static Refusal gone(String type, String detail, List<String> instead) {
    return new Refusal(HttpStatus.GONE, type, detail, instead);
  }

  /// Somebody else was faster, or the caller expected another state.
  public static Refusal precondition(String detail) {
    return new Refusal(HttpStatus.PRECONDITION_FAILED, "precondition-failed", detail, List.of());
  }

  /// What there is does not allow for it.
  public static Refusal conflict(String type, String detail) {
    return new Refusal(HttpStatus.CONFLICT, type, detail, List.of());
  }

  /// The answer would be wrong or late now, and right later.
  public static Refusal notNow(String type, String detail) {
    return new Refusal(HttpStatus.SERVICE_UNAVAILABLE, type, detail, List.of());
  }

  HttpStatus status() {
    return status;
  }

  String type() {
    return type;
  }

  List<String> known() {
    return known;
  }
}
