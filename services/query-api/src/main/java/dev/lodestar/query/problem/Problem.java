package dev.lodestar.query.problem;

import static io.swagger.v3.oas.annotations.media.Schema.RequiredMode.NOT_REQUIRED;

import io.micronaut.http.HttpStatus;
import io.micronaut.serde.annotation.Serdeable;
import io.swagger.v3.oas.annotations.media.Schema;
import java.util.List;
import java.util.Optional;

/// Why a request was not answered, as RFC 9457 has it.
///
/// @param type names the kind of problem, or is about:blank when the status says it all
/// @param errors which parts of the request break which rule
/// @param known what could have been asked for instead
@Serdeable
@Schema(description = "Why a request was not answered (RFC 9457).")
public record Problem(
    @Schema(example = "urn:lodestar:problem:unknown-profile") String type,
    @Schema(example = "Not Found") String title,
    @Schema(example = "404") int status,
    @Schema(requiredMode = NOT_REQUIRED, example = "there is no profile 'b2c'")
        Optional<String> detail,
    @Schema(requiredMode = NOT_REQUIRED, example = "/profiles/b2c") Optional<String> instance,
    @Schema(requiredMode = NOT_REQUIRED) Optional<List<FieldError>> errors,
    @Schema(requiredMode = NOT_REQUIRED) Optional<List<String>> known) {

  /// The media type of problems.
  public static final String MEDIA_TYPE = "application/problem+json";

  private static final String TYPES = "urn:lodestar:problem:";

  /// One part of a request that breaks a rule.
  @Serdeable
  public record FieldError(
      @Schema(example = "tiers.a") String field,
      @Schema(example = "1.5") String value,
      @Schema(example = "must be positive") String rule) {}

  static Problem of(HttpStatus status, Optional<String> detail, String path) {
    return new Problem(
        "about:blank",
        status.getReason(),
        status.getCode(),
        detail,
        Optional.of(path),
        Optional.empty(),
        Optional.empty());
  }

  /// A request of which one field breaks a rule.
  public static Problem of(InvalidField invalid) {
    return new Problem(
        TYPES + "invalid-field",
        HttpStatus.BAD_REQUEST.getReason(),
        HttpStatus.BAD_REQUEST.getCode(),
        Optional.ofNullable(invalid.getMessage()),
        Optional.empty(),
        Optional.of(List.of(new FieldError(invalid.field(), invalid.value(), invalid.rule()))),
        Optional.empty());
  }

  static Problem of(Refusal refusal) {
    return new Problem(
        TYPES + refusal.type(),
        refusal.status().getReason(),
        refusal.status().getCode(),
        Optional.ofNullable(refusal.getMessage()),
        Optional.empty(),
        Optional.empty(),
        refusal.known().isEmpty() ? Optional.empty() : Optional.of(refusal.known()));
  }

  Problem at(String path) {
    return new Problem(type, title, status, detail, Optional.of(path), errors, known);
  }
}
