package dev.lodestar.query.profile;

import dev.lodestar.core.profile.ProfileStatus;
import dev.lodestar.query.reading.Entries;
import dev.lodestar.query.reading.Entry;
import dev.lodestar.query.reading.ReadModel;
import dev.lodestar.wire.Topics;
import jakarta.inject.Singleton;
import java.util.Collections;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/// Where every profile stands between versions.
@Singleton
public final class Statuses implements ReadModel {

  private final Entries<String, ProfileStatus> entries;
  private final Map<String, ProfileStatus> statuses = new ConcurrentHashMap<>();

  Statuses(Topics topics) {
    this.entries = new Entries<>(topics.profileStatus());
  }

  @Override
  public String topic() {
    return entries.topic();
  }

  @Override
  public void apply(ConsumerRecord<byte[], byte[]> bytes) {
    Entry<String, ProfileStatus> entry = entries.read(bytes);
    entry
        .value()
        .ifPresentOrElse(
            status -> statuses.put(entry.key(), status), () -> statuses.remove(entry.key()));
  }

  public Set<String> profileIds() {
    return Collections.unmodifiableSet(statuses.keySet());
  }

  public Optional<ProfileStatus> of(String profileId) {
    return Optional.ofNullable(statuses.get(profileId));
  }
}
