package dev.lodestar.query.retargeting;

import static io.swagger.v3.oas.annotations.media.Schema.RequiredMode.NOT_REQUIRED;

import dev.lodestar.query.paging.Page;
import io.micronaut.serde.annotation.Serdeable;
import io.swagger.v3.oas.annotations.media.Schema;
import java.util.List;
import java.util.Optional;

/// One piece of the list of decisions.
@Serdeable
@Schema(description = "One piece of the list of decisions.")
record RetargetingPage(
    @Schema(description = "Newest first.") List<RetargetingResponse> items,
    @Schema(
            requiredMode = NOT_REQUIRED,
            description = "Send it as `cursor` for the next page; absent on the last one.")
        Optional<String> nextCursor) {

  static RetargetingPage of(Page<Decision> page) {
    return new RetargetingPage(
        page.items().stream().map(d -> RetargetingResponse.of(d.retargeting())).toList(),
        page.nextCursor());
  }
}
