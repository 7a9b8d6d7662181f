package dev.lodestar.query.audience;

import dev.lodestar.query.paging.Parameters;
import dev.lodestar.query.problem.InvalidField;
import io.micronaut.core.annotation.Introspected;
import io.micronaut.http.annotation.QueryValue;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.media.Schema;
import java.util.Locale;
import java.util.Optional;

/// Which accounts of a target list an audience file holds, and how, as it was sent.
@Introspected
record AudienceParameters(
    @Parameter(
            description =
                "How many accounts at most, of those that are in it; from 1; absent: all.",
            required = false,
            example = "1000",
            schema = @Schema(type = "integer"))
        @QueryValue
        Optional<String> limit,
    @Parameter(
            description =
                "Whether accounts that the profile rules out are in it, too; absent: false.",
            required = false,
            example = "true",
            schema = @Schema(type = "boolean"))
        @QueryValue
        Optional<String> includeDisqualified,
    @Parameter(
            description =
                "By commas, each as header=kind:attribute, where kind is email, phone or text;"
                    + " absent: Email=email:email,Phone=phone:phone.",
            required = false,
            example = "Email=email:email,Company=text:name")
        @QueryValue
        Optional<String> columns,
    @Parameter(
            description =
                "The country of phone numbers that name none, in two letters; absent: such"
                    + " numbers are left out.",
            required = false,
            example = "DE")
        @QueryValue
        Optional<String> region,
    @Parameter(
            description =
                "Whether addresses and numbers are hashed; false for tools that do so"
                    + " themselves; absent: true.",
            required = false,
            example = "true",
            schema = @Schema(type = "boolean"))
        @QueryValue
        Optional<String> hashed) {

  /// @throws InvalidField naming the parameter that breaks a rule
  Audience read() {
    return new Audience(
        Column.parse(columns.filter(c -> !c.isEmpty()).orElse(Column.DEFAULT)),
        Parameters.truth("hashed", hashed).orElse(true),
        region.filter(r -> !r.isEmpty()).map(AudienceParameters::region));
  }

  /// @throws InvalidField unless it is a whole number from 1
  int most() {
    return Parameters.whole("limit", limit, 1, Integer.MAX_VALUE).orElse(Integer.MAX_VALUE);
  }

  /// @throws InvalidField if it is neither true nor false
  boolean isWithDisqualified() {
    return Parameters.truth("includeDisqualified", includeDisqualified).orElse(false);
  }

  private static String region(String text) {
    String region = text.toUpperCase(Locale.ROOT);
    if (!Identifiers.regions().contains(region)) {
      throw new InvalidField("region", text, "must be a country in two letters, such as DE");
    }
    return region;
  }
}
