package dev.lodestar.refinery.refinement;

import dev.lodestar.core.definition.ProfileDefinition;
import dev.lodestar.core.profile.ProfileRequest;
import dev.lodestar.refinery.flow.Intake;
import dev.lodestar.refinery.flow.Meters;
import dev.lodestar.refinery.flow.Received;
import dev.lodestar.refinery.refinement.Told.Asked;
import dev.lodestar.refinery.refinement.Told.Defined;
import java.util.Optional;
import org.apache.kafka.streams.processor.api.Processor;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;
import org.apache.kafka.streams.processor.api.RecordMetadata;
import org.jspecify.annotations.Nullable;

/// Lets pass what people tell a profile, unless it contradicts itself.
final class CheckInstructions implements Processor<byte[], @Nullable Received, Object, Object> {

  private final String definitionsTopic;
  private final Intake intake;
  private final Meters meters;

  private ProcessorContext<Object, Object> context;

  CheckInstructions(String definitionsTopic, Intake intake, Meters meters) {
    this.definitionsTopic = definitionsTopic;
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
    boolean isDefinition = where.topic().equals(definitionsTopic);
    Optional<String> problem =
        isDefinition
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
      RefinementTopology.CHECKED.emit(context, profileId, told(received), record.timestamp());
    }
  }

  private static Told told(@Nullable Received received) {
    return switch (received == null ? null : received.content()) {
      case null -> new Defined(Optional.empty());
      case ProfileDefinition definition -> new Defined(Optional.of(definition));
      case ProfileRequest request -> new Asked(request);
      default -> throw new IllegalStateException("neither definition nor request: " + received);
    };
  }
}
