package dev.lodestar.query.retargeting;

import dev.lodestar.core.retargeting.Retargeting;
import dev.lodestar.query.cloudevent.StructuredEvents;
import io.cloudevents.CloudEvent;
import jakarta.inject.Singleton;

/// Decisions about lapsed accounts as CloudEvents in JSON.
@Singleton
public final class RetargetingEvents {

  private final StructuredEvents events;

  RetargetingEvents(StructuredEvents events) {
    this.events = events;
  }

  public CloudEvent about(Retargeting decision) {
    return events.about(decision);
  }

  public String render(Retargeting decision) {
    return events.render(events.about(decision), RetargetingResponse.of(decision));
  }
}
