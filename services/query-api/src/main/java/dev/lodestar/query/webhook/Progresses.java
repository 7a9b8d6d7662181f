package dev.lodestar.query.webhook;

import dev.lodestar.query.reading.Entries;
import dev.lodestar.query.reading.Entry;
import dev.lodestar.query.reading.ReadModel;
import dev.lodestar.wire.Topics;
import dev.lodestar.wire.webhook.Progress;
import dev.lodestar.wire.webhook.Webhook;
import jakarta.inject.Singleton;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/// How far every webhook has been told, whichever instance of the API tells it.
@Singleton
public final class Progresses implements ReadModel {

  private final Entries<String, Progress> entries;
  private final Map<String, Progress> progresses = new ConcurrentHashMap<>();

  Progresses(Topics topics) {
    this.entries = new Entries<>(topics.webhookProgress());
  }

  @Override
  public String topic() {
    return entries.topic();
  }

  @Override
  public void apply(ConsumerRecord<byte[], byte[]> bytes) {
    Entry<String, Progress> entry = entries.read(bytes);
    entry
        .value()
        .ifPresentOrElse(
            progress -> progresses.put(entry.key(), progress),
            () -> progresses.remove(entry.key()));
  }

  public Progress of(Webhook webhook) {
    Progress known = progresses.get(webhook.id());
    return known == null ? Progress.begin(webhook) : known;
  }
}
