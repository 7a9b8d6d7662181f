package dev.lodestar.query.definition;

import dev.lodestar.core.definition.ProfileDefinition;
import dev.lodestar.query.caching.EntityTags;
import dev.lodestar.query.problem.AnswersProblems;
import dev.lodestar.query.problem.InvalidField;
import dev.lodestar.query.problem.Refusal;
import dev.lodestar.query.writing.Editing;
import dev.lodestar.query.writing.TopicWriter;
import dev.lodestar.wire.Topics;
import io.micronaut.http.HttpHeaders;
import io.micronaut.http.HttpResponse;
import io.micronaut.http.annotation.Body;
import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Get;
import io.micronaut.http.annotation.Header;
import io.micronaut.http.annotation.Put;
import io.micronaut.scheduling.TaskExecutors;
import io.micronaut.scheduling.annotation.ExecuteOn;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.parameters.RequestBody;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.util.List;
import java.util.Optional;

/// What people say a profile is about.
@Controller("/profiles/{profileId}/definition")
@Tag(name = "Profiles")
@AnswersProblems
final class DefinitionController {

  private final Definitions definitions;
  private final TopicWriter writer;
  private final Topics topics;
  private final EntityTags tags;
  private final Editing editing = new Editing();

  DefinitionController(
      Definitions definitions, TopicWriter writer, Topics topics, EntityTags tags) {
    this.definitions = definitions;
    this.writer = writer;
    this.topics = topics;
    this.tags = tags;
  }

  /// The definition in force; that of the profile called default exists without being written.
  @Get
  DefinitionDocument definition(String profileId) {
    return DefinitionDocument.of(
        definitions.inForce(profileId).orElseThrow(() -> unknown(profileId)));
  }

  /// Replaces the definition; the profile is learned anew from all its evidence.
  ///
  /// With If-Match it is replaced only if it still is the one with that entity tag, with
  /// If-None-Match: * only if nobody wrote one yet. The answer comes when the definition is kept.
  @Put
  @ExecuteOn(TaskExecutors.BLOCKING)
  @ApiResponse(
      responseCode = "200",
      description = "The definition as it is kept; 201 when it is the first.",
      content = @Content(schema = @Schema(implementation = DefinitionDocument.class)))
  HttpResponse<DefinitionDocument> define(
      String profileId,
      @Parameter(
              description = "Replace only the definition with this entity tag.",
              required = false)
          @Header(HttpHeaders.IF_MATCH)
          Optional<String> ifMatch,
      @Parameter(description = "* to write only if nobody did before.", required = false)
          @Header(HttpHeaders.IF_NONE_MATCH)
          Optional<String> ifNoneMatch,
      @RequestBody(content = @Content(schema = @Schema(implementation = DefinitionDocument.class)))
          @Body
          byte[] body)
      throws InterruptedException {
    DefinitionReading.defaults(profileId);
    if (ProfileDefinition.isDraft(profileId)) {
      throw new InvalidField(
          "profileId", profileId, "must be a profile's; it has a draft of its own");
    }
    ProfileDefinition definition = DefinitionReading.read(profileId, body);
    return editing.alone(() -> {
      boolean isFirst = definitions.written(profileId).isEmpty();
      requireUnchanged(profileId, ifMatch);
      if (!isFirst && ifNoneMatch.isPresent()) {
        throw Refusal.precondition("The profile is defined already.");
      }
      writer.write(topics.profileDefinitions(), profileId, Optional.of(definition));
      DefinitionDocument document = DefinitionDocument.of(definition);
      return isFirst ? HttpResponse.created(document) : HttpResponse.ok(document);
    });
  }

  private void requireUnchanged(String profileId, Optional<String> ifMatch) {
    Optional<String> tag = definitions.inForce(profileId).map(DefinitionDocument::of).map(tags::of);
    Editing.requireUnchanged(
        ifMatch,
        tag,
        tag.map(t -> Editing.changed("definition", t))
            .orElse("There is no definition to replace."));
  }

  private Refusal unknown(String profileId) {
    return Refusal.unknown(
        "definition",
        "Profile '" + profileId + "' has no definition.",
        List.copyOf(definitions.profileIds()));
  }
}
