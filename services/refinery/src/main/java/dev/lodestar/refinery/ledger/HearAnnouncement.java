package dev.lodestar.refinery.ledger;

import dev.lodestar.refinery.announcement.Announcement;
import dev.lodestar.refinery.announcement.Announcement.Defined;
import dev.lodestar.refinery.announcement.Announcement.Dropped;
import dev.lodestar.refinery.announcement.Announcement.PolicySet;
import dev.lodestar.refinery.announcement.Announcement.Published;
import dev.lodestar.refinery.matching.Stir;
import dev.lodestar.refinery.matching.Stir.Heard;
import org.apache.kafka.streams.processor.api.Processor;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;
import org.apache.kafka.streams.state.KeyValueStore;

/// Notes which deals a profile counts, and passes all news on.
final class HearAnnouncement implements Processor<String, Announcement, String, Stir> {

  private ProcessorContext<String, Stir> context;
  private KeyValueStore<String, Announcement> scopes;

  @Override
  public void init(ProcessorContext<String, Stir> context) {
    this.context = context;
    scopes = context.getStateStore(Scopes.STORE);
  }

  @Override
  public void process(Record<String, Announcement> record) {
    switch (record.value()) {
      case Defined _, Dropped _ -> scopes.put(record.key(), record.value());
      case Published _, PolicySet _ -> {}
    }
    context.forward(record.withValue(new Heard(record.value())));
  }
}
