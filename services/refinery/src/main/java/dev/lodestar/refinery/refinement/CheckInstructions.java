package dev.lodestar.refinery.refinement;

import dev.lodestar.core.definition.ProfileDefinition;
import dev.lodestar.core.profile.Pin;
import dev.lodestar.core.profile.ProfileRequest;
import dev.lodestar.core.profile.RescoredPart;
import dev.lodestar.core.retargeting.RetargetingPolicy;
import dev.lodestar.refinery.flow.Intake;
import dev.lodestar.refinery.flow.Meters;
import dev.lodestar.refinery.flow.Received;
import dev.lodestar.refinery.refinement.Told.Asked;
import dev.lodestar.refinery.refinement.Told.Defined;
import dev.lodestar.refinery.refinement.Told.Pinned;
import dev.lodestar.refinery.refinement.Told.Rescored;
import dev.lodestar.refinery.refinement.Told.Ruled;
import dev.lodestar.wire.Topics;
import java.util.List;
import java.util.Optional;
import org.apache.kafka.streams.processor.api.Processor;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;
import org.apache.kafka.streams.processor.api.RecordMetadata;
import org.jspecify.annotations.Nullable;

/// Lets pass what people tell a profile, unless it contradicts itself.
final class CheckInstructions implements Processor<byte[], @Nullable Received, Object, Object> {

  private final String definitionsTopic;
  private final String pinsTopic;
  private final String policiesTopic;
  private final Intake intake;
  private final Meters meters;

  private ProcessorContext<Object, Object> context;

  CheckInstructions(Topics topics, Intake intake, Meters meters) {
    this.definitionsTopic = topics.profileDefinitions().name();
    this.pinsTopic = topics.profilePins().name();
    this.policiesTopic = topics.retargetingPolicies().name();
    this.intake = intake;
    this.meters = meters;
  }

  @Override
  public void init(ProcessorContext<Object, Object> context) {
    this.context = context;
  }

  @Override
  public void process(Record<byte[], @Nullable Received> record) {
    RecordMetadata where = context.recordMetadata().orElseThrow();
    Received received = record.value();
    boolean mayEnd = List.of(definitionsTopic, pinsTopic, policiesTopic).contains(where.topic());
    Optional<String> problem =
        mayEnd
            ? intake.problem(record.key(), where.partition())
            : intake.problem(record, where.partition());
    String profileId = problem.isPresent() ? "" : Intake.text(record.key());
    if (problem.isEmpty()
        && received != null
        && received.content() instanceof ProfileDefinition definition
        && !definition.profileId().equals(profileId)) {
      problem =
          Optional.of(
              "key %s is not the id of the profile defined, %s"
                  .formatted(profileId, definition.profileId()));
    }
    if (problem.isPresent()) {
      meters.rejected(where.topic());
      RefinementTopology.REJECTIONS.reject(context, record, problem.get());
    } else {
      RefinementTopology.CHECKED.emit(
          context, profileId, told(where.topic(), received), record.timestamp());
    }
  }

  private Told told(String topic, @Nullable Received received) {
    return switch (received == null ? null : received.content()) {
      case null -> ended(topic);
      case ProfileDefinition definition -> new Defined(Optional.of(definition));
      case ProfileRequest request -> new Asked(request);
      case Pin pin -> new Pinned(Optional.of(pin));
      case RetargetingPolicy policy -> new Ruled(Optional.of(policy));
      case RescoredPart part -> new Rescored(part);
      default -> throw new IllegalStateException("no instruction: " + received);
    };
  }

  private Told ended(String topic) {
    if (topic.equals(pinsTopic)) {
      return new Pinned(Optional.empty());
    }
    return topic.equals(policiesTopic)
        ? new Ruled(Optional.empty())
        : new Defined(Optional.empty());
  }
}
