package dev.lodestar.refinery.ledger;

import dev.lodestar.core.account.AccountEvent;
import dev.lodestar.core.account.EventRules;
import dev.lodestar.core.account.Handover;
import dev.lodestar.refinery.flow.Intake;
import dev.lodestar.refinery.flow.Received;
import dev.lodestar.wire.translation.Events;
import java.time.Instant;
import java.util.Optional;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.streams.processor.api.Record;
import org.jspecify.annotations.Nullable;

/// Whether a received record is an event that a ledger can take.
sealed interface Admission {

  record Admitted(AccountEvent event) implements Admission {}

  /// It is what the account inherits from another one.
  record Inherited(Handover handover) implements Admission {}

  /// It breaks a rule.
  ///
  /// @param reason names the value and the rule
  record Refused(String reason) implements Admission {}

  /// Checks a record against all rules.
  ///
  /// @param partition the record was read from
  static Admission of(Record<byte[], @Nullable Received> record, int partition, Intake intake) {
    Optional<String> problem = intake.problem(record, partition);
    Received received = record.value();
    if (problem.isPresent() || received == null) {
      return new Refused(problem.orElse("the record has no value"));
    }
    if (received.content() instanceof Handover handover) {
      return new Inherited(handover); // of events that were checked when they came in
    }
    AccountEvent event;
    try {
      event = Events.toDomain((SpecificRecord) received.content());
    } catch (IllegalArgumentException e) {
      return new Refused(String.valueOf(e.getMessage()));
    }
    String key = Intake.text(record.key());
    if (!key.equals(event.accountId())) {
      return new Refused(
          "key %s is not the account of the event, %s".formatted(key, event.accountId()));
    }
    return EventRules.check(event, Instant.ofEpochMilli(record.timestamp()))
        .<Admission>map(Refused::new)
        .orElseGet(() -> new Admitted(event));
  }
}
