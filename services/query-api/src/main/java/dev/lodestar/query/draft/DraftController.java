package dev.lodestar.query.draft;

import dev.lodestar.core.definition.ProfileDefinition;
import dev.lodestar.query.definition.DefinitionDocument;
import dev.lodestar.query.definition.DefinitionReading;
import dev.lodestar.query.paging.PageParameters;
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
import io.micronaut.http.annotation.RequestBean;
import io.micronaut.scheduling.TaskExecutors;
import io.micronaut.scheduling.annotation.ExecuteOn;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.media.ExampleObject;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.parameters.RequestBody;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.util.Optional;

/// Changed definitions, tried before they are put in force.
@Controller("/profiles/{profileId}/draft")
@Tag(name = "Profiles")
@AnswersProblems
final class DraftController {

  private static final String IF_MATCH = "Only if the draft still has this entity tag.";
  private static final String EXAMPLE = "{\"halfLife\": \"P180D\"}";

  private final Drafts drafts;
  private final Profiles profiles;
  private final TopicWriter writer;
  private final Topics topics;
  private final Editing editing = new Editing();

  DraftController(Drafts drafts, Profiles profiles, TopicWriter writer, Topics topics) {
    this.drafts = drafts;
    this.profiles = profiles;
    this.writer = writer;
    this.topics = topics;
  }

  /// The draft beside the version in force: what each has learned from the same events, how well
  /// each would have predicted, and which accounts would change tier.
  @Get
  @ExecuteOn(TaskExecutors.BLOCKING)
  DraftResponse compare(String profileId, @RequestBean PageParameters page) {
    return drafts.compare(profileId, page.after(Drafts.LIST).orElse(""), page.size());
  }

  /// Tries a changed definition: it is learned at once, while the profile stays as it is.
  @Put
  @ExecuteOn(TaskExecutors.BLOCKING)
  DefinitionDocument put(
      String profileId,
      @Parameter(description = IF_MATCH, required = false) @Header(HttpHeaders.IF_MATCH)
          Optional<String> ifMatch,
      @RequestBody(
              content =
                  @Content(
                      schema = @Schema(implementation = DefinitionDocument.class),
                      examples = @ExampleObject(value = EXAMPLE)))
          @Body
          byte[] body)
      throws InterruptedException {
    profiles.require(profileId);
    ProfileDefinition draft = DefinitionReading.read(profileId, body);
    return editing.alone(() -> {
      requireUnchanged(profileId, ifMatch);
      write(draft.of(ProfileDefinition.draftOf(profileId)));
      return DefinitionDocument.of(draft);
    });
  }

  /// Puts the draft in force as the profile's definition, and ends it.
  @Post("/publish")
  @ExecuteOn(TaskExecutors.BLOCKING)
  DefinitionDocument publish(
      String profileId,
      @Parameter(description = IF_MATCH, required = false) @Header(HttpHeaders.IF_MATCH)
          Optional<String> ifMatch)
      throws InterruptedException {
    return editing.alone(() -> {
      ProfileDefinition draft = drafts.require(profileId);
      requireUnchanged(profileId, ifMatch);
      write(draft);
      end(profileId);
      return DefinitionDocument.of(draft);
    });
  }

  /// Drops the draft.
  @Delete
  @ExecuteOn(TaskExecutors.BLOCKING)
  DefinitionDocument drop(
      String profileId,
      @Parameter(description = IF_MATCH, required = false) @Header(HttpHeaders.IF_MATCH)
          Optional<String> ifMatch)
      throws InterruptedException {
    return editing.alone(() -> {
      ProfileDefinition draft = drafts.require(profileId);
      requireUnchanged(profileId, ifMatch);
      end(profileId);
      return DefinitionDocument.of(draft);
    });
  }

  private void requireUnchanged(String profileId, Optional<String> ifMatch) {
    Optional<String> tag = drafts.find(profileId).map(drafts::tag);
    Editing.requireUnchanged(
        ifMatch, tag, tag.map(t -> Editing.changed("draft", t)).orElse("There is no draft."));
  }

  private void write(ProfileDefinition definition) throws InterruptedException {
    writer.write(topics.profileDefinitions(), definition.profileId(), Optional.of(definition));
  }

  private void end(String profileId) throws InterruptedException {
    writer.write(
        topics.profileDefinitions(), ProfileDefinition.draftOf(profileId), Optional.empty());
  }
}
