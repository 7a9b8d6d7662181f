package dev.lodestar.query.pin;

import dev.lodestar.core.profile.Pin;
import dev.lodestar.query.caching.EntityTags;
import dev.lodestar.query.json.JsonFields;
import dev.lodestar.query.problem.AnswersProblems;
import dev.lodestar.query.profile.Pins;
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
import java.util.Optional;

/// Holding a profile at a version, or going back to an earlier one.
@Controller("/profiles/{profileId}/pin")
@Tag(name = "Profiles")
@AnswersProblems
final class PinController {

  private static final String EXAMPLE = "{\"version\": 1, \"by\": \"anna\"}";

  private final Pins pins;
  private final Profiles profiles;
  private final TopicWriter writer;
  private final Topics topics;
  private final EntityTags tags;
  private final Editing editing = new Editing();

  PinController(Pins pins, Profiles profiles, TopicWriter writer, Topics topics, EntityTags tags) {
    this.pins = pins;
    this.profiles = profiles;
    this.writer = writer;
    this.topics = topics;
    this.tags = tags;
  }

  /// The version that a profile is held at, if it is.
  @Get
  PinDocument pin(String profileId) {
    profiles.require(profileId);
    return PinDocument.of(pins.of(profileId));
  }

  /// Holds a profile at a version, which is in force from now on, be it the newest or not.
  ///
  /// Learning goes on, and the profile tells what it would change; nothing is published until the
  /// pin is taken back. To go back to an earlier version is to pin it. With If-Match the pin is set
  /// only if the one before, or its absence, still has that entity tag.
  @Put
  @ExecuteOn(TaskExecutors.BLOCKING)
  PinDocument set(
      String profileId,
      @Parameter(description = "Replace only what has this entity tag.", required = false)
          @Header(HttpHeaders.IF_MATCH)
          Optional<String> ifMatch,
      @RequestBody(
              content =
                  @Content(
                      schema = @Schema(implementation = PinDocument.class),
                      examples = @ExampleObject(value = EXAMPLE)))
          @Body
          byte[] body)
      throws InterruptedException {
    JsonFields fields = JsonFields.of(body);
    fields.allowOnly("version", "by");
    VersionChoice choice = VersionChoice.read(fields);
    profiles.version(profileId, choice.version());
    return write(profileId, ifMatch, Optional.of(new Pin(choice.version(), choice.by())));
  }

  /// Holds a profile no longer: its newest version is in force, and what is material is published.
  ///
  /// With If-Match the pin is taken back only if it still has that entity tag.
  @Delete
  @ExecuteOn(TaskExecutors.BLOCKING)
  PinDocument end(
      String profileId,
      @Parameter(description = "Take back only the pin with this entity tag.", required = false)
          @Header(HttpHeaders.IF_MATCH)
          Optional<String> ifMatch)
      throws InterruptedException {
    profiles.require(profileId);
    return write(profileId, ifMatch, Optional.empty());
  }

  private PinDocument write(String profileId, Optional<String> ifMatch, Optional<Pin> pin)
      throws InterruptedException {
    return editing.alone(() -> {
      Editing.requireUnchanged(ifMatch, "pin", tags.of(PinDocument.of(pins.of(profileId))));
      writer.write(topics.profilePins(), profileId, pin);
      return PinDocument.of(pin);
    });
  }
}
