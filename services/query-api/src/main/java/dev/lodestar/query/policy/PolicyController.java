package dev.lodestar.query.policy;

import dev.lodestar.core.retargeting.RetargetingPolicy;
import dev.lodestar.query.caching.EntityTags;
import dev.lodestar.query.problem.AnswersProblems;
import dev.lodestar.query.profile.Profiles;
import dev.lodestar.query.writing.Editing;
import dev.lodestar.query.writing.TopicWriter;
import dev.lodestar.wire.Topics;
import io.micronaut.http.HttpHeaders;
import io.micronaut.http.annotation.Body;
import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Delete;
import io.micronaut.http.annotation.Get;
import io.micronaut.http.annotation.Header;
import io.micronaut.http.annotation.Post;
import io.micronaut.http.annotation.Put;
import io.micronaut.scheduling.TaskExecutors;
import io.micronaut.scheduling.annotation.ExecuteOn;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.media.ExampleObject;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.parameters.RequestBody;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.util.Optional;

/// When lapsed accounts are worth another conversation, profile by profile.
@Controller("/profiles/{profileId}/retargeting-policy")
@Tag(name = "Retargeting")
@AnswersProblems
final class PolicyController {

  private static final String EXAMPLE =
      "{\"bar\": \"A\", \"coolDown\": \"P90D\", \"excludedReasons\": [\"bankruptcy\"]}";

  private final Policies policies;
  private final Profiles profiles;
  private final Trials trials;
  private final TopicWriter writer;
  private final Topics topics;
  private final EntityTags tags;
  private final Editing editing = new Editing();

  PolicyController(
      Policies policies,
      Profiles profiles,
      Trials trials,
      TopicWriter writer,
      Topics topics,
      EntityTags tags) {
    this.policies = policies;
    this.profiles = profiles;
    this.trials = trials;
    this.writer = writer;
    this.topics = topics;
    this.tags = tags;
  }

  /// The policy in force; the default one while nobody set another.
  @Get
  PolicyDocument policy(String profileId) {
    profiles.require(profileId);
    return PolicyDocument.of(policies.of(profileId));
  }

  /// Sets the policy; what is left out is as by default.
  ///
  /// All lapsed accounts are decided anew, and candidates that the policy no longer lets pass are
  /// withdrawn. Cool-down and frequency cap only delay announcements; they take back none. With
  /// If-Match the policy is set only if the one before still has that entity tag.
  @Put
  @ExecuteOn(TaskExecutors.BLOCKING)
  PolicyDocument set(
      String profileId,
      @Parameter(description = "Replace only what has this entity tag.", required = false)
          @Header(HttpHeaders.IF_MATCH)
          Optional<String> ifMatch,
      @RequestBody(
              content =
                  @Content(
                      schema = @Schema(implementation = PolicyDocument.class),
                      examples = @ExampleObject(value = EXAMPLE)))
          @Body
          byte[] body)
      throws InterruptedException {
    profiles.require(profileId);
    return write(profileId, ifMatch, Optional.of(PolicyReading.read(body)));
  }

  /// Sets everything back to the default policy.
  ///
  /// With If-Match only if the policy still has that entity tag.
  @Delete
  @ExecuteOn(TaskExecutors.BLOCKING)
  PolicyDocument reset(
      String profileId,
      @Parameter(description = "Take back only what has this entity tag.", required = false)
          @Header(HttpHeaders.IF_MATCH)
          Optional<String> ifMatch)
      throws InterruptedException {
    profiles.require(profileId);
    return write(profileId, ifMatch, Optional.empty());
  }

  /// What a policy would do today, without setting it.
  @Post("/trial")
  @ExecuteOn(TaskExecutors.BLOCKING)
  TrialResponse attempt(
      String profileId,
      @RequestBody(
              content =
                  @Content(
                      schema = @Schema(implementation = PolicyDocument.class),
                      examples = @ExampleObject(value = EXAMPLE)))
          @Body
          byte[] body) {
    profiles.require(profileId);
    return trials.of(profileId, PolicyReading.read(body));
  }

  private PolicyDocument write(
      String profileId, Optional<String> ifMatch, Optional<RetargetingPolicy> policy)
      throws InterruptedException {
    return editing.alone(() -> {
      Editing.requireUnchanged(
          ifMatch, "policy", tags.of(PolicyDocument.of(policies.of(profileId))));
      writer.write(topics.retargetingPolicies(), profileId, policy);
      return PolicyDocument.of(policy.orElse(RetargetingPolicy.DEFAULT));
    });
  }
}
