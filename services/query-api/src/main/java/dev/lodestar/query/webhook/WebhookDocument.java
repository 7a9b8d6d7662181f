package dev.lodestar.query.webhook;

import static io.swagger.v3.oas.annotations.media.Schema.RequiredMode.NOT_REQUIRED;
import static io.swagger.v3.oas.annotations.media.Schema.RequiredMode.REQUIRED;

import dev.lodestar.core.fit.Tier;
import io.micronaut.serde.annotation.Serdeable;
import io.swagger.v3.oas.annotations.media.Schema;
import java.net.URI;
import java.util.List;

/// A webhook as people write it.
@Serdeable
@Schema(description = "Where news is to be posted, and which. A list that is left out means all.")
record WebhookDocument(
    @Schema(
            requiredMode = REQUIRED,
            description = "http or https; to be reached from where Lodestar runs.",
            example = "https://crm.example.com/hooks/lodestar")
        URI url,
    @Schema(requiredMode = NOT_REQUIRED, example = "Tells the CRM team") String description,
    @Schema(
            requiredMode = NOT_REQUIRED,
            description =
                "Types of CloudEvents: dev.lodestar.profile.changed.v1, …profile.pinned.v1,"
                    + " …profile.unpinned.v1, …profile.rescored.v1 and"
                    + " dev.lodestar.retargeting.decided.v1.",
            example = "[\"dev.lodestar.profile.changed.v1\"]")
        List<String> types,
    @Schema(requiredMode = NOT_REQUIRED, example = "[\"default\"]") List<String> profiles,
    @Schema(
            requiredMode = NOT_REQUIRED,
            description =
                "Changes of a profile count only if they touch one of these: a criterion on it"
                    + " entered, left or turned, or the weight of one of its levels moved by 0.25"
                    + " log-odds and two standard errors or more.",
            example = "[\"industry\"]")
        List<String> attributes,
    @Schema(
            requiredMode = NOT_REQUIRED,
            description = "Retargeting decisions count only about accounts in these tiers.",
            example = "[\"A\", \"B\"]")
        List<Tier> tiers,
    @Schema(
            requiredMode = NOT_REQUIRED,
            description = "False: news waits until it is true again.",
            defaultValue = "true")
        boolean enabled) {}
