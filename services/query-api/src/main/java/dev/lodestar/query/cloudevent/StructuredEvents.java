package dev.lodestar.query.cloudevent;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.lodestar.core.profile.PublishedChange;
import dev.lodestar.core.retargeting.Retargeting;
import dev.lodestar.query.QuerySettings;
import dev.lodestar.wire.CloudEvents;
import io.cloudevents.CloudEvent;
import io.cloudevents.core.builder.CloudEventBuilder;
import io.cloudevents.jackson.JsonFormat;
import io.micronaut.json.JsonMapper;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Instant;

/// CloudEvents in JSON's structured mode: attributes, and the data beside them.
@Singleton
public final class StructuredEvents {

  /// The media type of one event.
  public static final String MEDIA_TYPE = "application/cloudevents+json";

  private final CloudEvents events;
  private final JsonMapper json;
  private final JsonFormat format = new JsonFormat();

  StructuredEvents(QuerySettings settings, JsonMapper json) {
    this.events = CloudEvents.of(settings.topicPrefix());
    this.json = json;
  }

  public CloudEvent about(PublishedChange change) {
    return events.about(change);
  }

  public CloudEvent about(Retargeting decision) {
    return events.about(decision);
  }

  /// Of a type that only this API sends.
  public CloudEvent event(String type, String id, String subject, Instant time) {
    return events.event(type, id, subject, time);
  }

  /// An event of one line; the same event and data are the same text.
  ///
  /// @param attributes an event without data
  public String render(CloudEvent attributes, Object data) {
    try {
      byte[] bytes = json.writeValueAsBytes(data);
      CloudEvent event =
          CloudEventBuilder.v1(attributes).withData("application/json", bytes).build();
      return new String(format.serialize(event), UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
