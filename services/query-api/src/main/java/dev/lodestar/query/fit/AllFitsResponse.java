package dev.lodestar.query.fit;

import dev.lodestar.query.caching.Tagged;
import io.micronaut.serde.annotation.Serdeable;
import io.swagger.v3.oas.annotations.media.Schema;
import java.util.List;

/// How well an account matches every profile that has a version.
@Serdeable
@Schema(description = "How well an account matches every profile that has a version.")
record AllFitsResponse(
    String accountId, @Schema(description = "By profile id.") List<FitResponse> fits)
    implements Tagged {}
