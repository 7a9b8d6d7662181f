package dev.lodestar.query.label;

import dev.lodestar.core.profile.Label;
import dev.lodestar.query.caching.EntityTags;
import dev.lodestar.query.json.JsonFields;
import dev.lodestar.query.paging.Page;
import dev.lodestar.query.problem.AnswersProblems;
import dev.lodestar.query.problem.InvalidField;
import dev.lodestar.query.problem.Refusal;
import dev.lodestar.query.profile.Labels;
import dev.lodestar.query.profile.Profiles;
import dev.lodestar.query.profile.VersionChoice;
import dev.lodestar.query.writing.Editing;
import dev.lodestar.query.writing.TopicWriter;
import dev.lodestar.wire.Topics;
import io.micronaut.http.HttpHeaders;
import io.micronaut.http.annotation.Body;
import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Delete;
import io.micronaut.http.annotation.Get;
import io.micronaut.http.annotation.Header;
import io.micronaut.http.annotation.Put;
import io.micronaut.scheduling.TaskExecutors;
import io.micronaut.scheduling.annotation.ExecuteOn;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.media.ExampleObject;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.parameters.RequestBody;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.util.List;
import java.util.Optional;

/// Names of versions.
@Controller("/profiles/{profileId}/labels")
@Tag(name = "Profiles")
@AnswersProblems
final class LabelController {

  private static final String EXAMPLE = "{\"version\": 1, \"by\": \"anna\"}";

  private final Labels labels;
  private final Profiles profiles;
  private final TopicWriter writer;
  private final Topics topics;
  private final EntityTags tags;
  private final Editing editing = new Editing();

  LabelController(
      Labels labels, Profiles profiles, TopicWriter writer, Topics topics, EntityTags tags) {
    this.labels = labels;
    this.profiles = profiles;
    this.writer = writer;
    this.topics = topics;
    this.tags = tags;
  }

  /// The names of a profile's versions, which stand wherever a version's number does.
  ///
  /// Quarters that are over name versions by themselves: 2026-Q4 is the newest version that knows
  /// of nothing after the end of 2026, as soon as the evidence reaches beyond it.
  @Get
  Page<LabelDocument> list(String profileId) {
    profiles.require(profileId);
    List<LabelDocument> all =
        labels.of(profileId).entrySet().stream()
            .map(label -> LabelDocument.of(label.getKey(), label.getValue()))
            .toList();
    return new Page<>(all, Optional.empty());
  }

  /// Names a version; a quarter, too, may be put on another version than the calendar does.
  ///
  /// With If-Match it is named only if the name still is the one with that entity tag.
  @Put("/{label}")
  @ExecuteOn(TaskExecutors.BLOCKING)
  LabelDocument name(
      String profileId,
      String label,
      @Parameter(description = "Replace only the one with this entity tag.", required = false)
          @Header(HttpHeaders.IF_MATCH)
          Optional<String> ifMatch,
      @RequestBody(
              content =
                  @Content(
                      schema = @Schema(implementation = LabelDocument.class),
                      examples = @ExampleObject(value = EXAMPLE)))
          @Body
          byte[] body)
      throws InterruptedException {
    if (!Labels.isName(label)) {
      throw new InvalidField("label", label, "must match " + Labels.NAMES);
    }
    JsonFields fields = JsonFields.of(body);
    fields.allowOnly("label", "version", "by");
    VersionChoice choice = VersionChoice.read(fields);
    fields
        .text("label")
        .filter(name -> !name.equals(label))
        .ifPresent(name -> {
          throw new InvalidField("label", name, "must be the one in the path, " + label);
        });
    profiles.version(profileId, choice.version());
    Label named = new Label(choice.version(), choice.by());
    return write(profileId, label, ifMatch, Optional.of(named), LabelDocument.of(label, named));
  }

  /// Takes a name back that somebody gave; a quarter then names what the calendar says.
  @Delete("/{label}")
  @ExecuteOn(TaskExecutors.BLOCKING)
  LabelDocument takeBack(
      String profileId,
      String label,
      @Parameter(description = "Take back only the one with this entity tag.", required = false)
          @Header(HttpHeaders.IF_MATCH)
          Optional<String> ifMatch)
      throws InterruptedException {
    profiles.require(profileId);
    Label before =
        labels
            .given(profileId, label)
            .orElseThrow(() ->
                Refusal.unknown(
                    "label",
                    "Nobody gave the name '" + label + "' to a version of '" + profileId + "'.",
                    List.copyOf(labels.of(profileId).keySet())));
    return write(profileId, label, ifMatch, Optional.empty(), LabelDocument.of(label, before));
  }

  private LabelDocument write(
      String profileId,
      String name,
      Optional<String> ifMatch,
      Optional<Label> label,
      LabelDocument answer)
      throws InterruptedException {
    return editing.alone(() -> {
      Editing.requireUnchanged(
          ifMatch,
          labels.given(profileId, name).map(l -> tags.of(LabelDocument.of(name, l))),
          "The label was changed meanwhile.");
      writer.write(topics.profileLabels(), Topics.labelKey(profileId, name), label);
      return answer;
    });
  }
}
