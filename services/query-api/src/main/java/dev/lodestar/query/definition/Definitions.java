package dev.lodestar.query.definition;

import dev.lodestar.core.definition.ProfileDefinition;
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

/// What people say each profile is about.
@Singleton
public final class Definitions implements ReadModel {

  private final Entries<String, ProfileDefinition> entries;
  private final Map<String, ProfileDefinition> definitions = new ConcurrentHashMap<>();

  Definitions(Topics topics) {
    this.entries = new Entries<>(topics.profileDefinitions());
  }

  @Override
  public String topic() {
    return entries.topic();
  }

  @Override
  public void apply(ConsumerRecord<byte[], byte[]> bytes) {
    Entry<String, ProfileDefinition> entry = entries.read(bytes);
    entry
        .value()
        .ifPresentOrElse(
            definition -> definitions.put(entry.key(), definition),
            () -> definitions.remove(entry.key()));
  }

  public Set<String> profileIds() {
    return Collections.unmodifiableSet(definitions.keySet());
  }

  /// As it was written; absent for a profile that nobody defined.
  public Optional<ProfileDefinition> written(String profileId) {
    return Optional.ofNullable(definitions.get(profileId));
  }

  /// As it applies: the default one for the profile that exists without anybody defining one.
  public Optional<ProfileDefinition> inForce(String profileId) {
    return written(profileId)
        .or(() ->
            profileId.equals(ProfileDefinition.DEFAULT_ID)
                ? Optional.of(ProfileDefinition.withDefaults(profileId))
                : Optional.empty());
  }
}
