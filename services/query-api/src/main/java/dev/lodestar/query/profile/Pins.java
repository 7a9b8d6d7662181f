package dev.lodestar.query.profile;

import dev.lodestar.core.profile.Pin;
import dev.lodestar.query.reading.Entries;
import dev.lodestar.query.reading.Entry;
import dev.lodestar.query.reading.ReadModel;
import dev.lodestar.wire.Topics;
import jakarta.inject.Singleton;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/// Which version each profile is to be held at.
@Singleton
public final class Pins implements ReadModel {

  private final Entries<String, Pin> entries;
  private final Map<String, Pin> pins = new ConcurrentHashMap<>();

  Pins(Topics topics) {
    this.entries = new Entries<>(topics.profilePins());
  }

  @Override
  public String topic() {
    return entries.topic();
  }

  @Override
  public void apply(ConsumerRecord<byte[], byte[]> bytes) {
    Entry<String, Pin> entry = entries.read(bytes);
    entry
        .value()
        .ifPresentOrElse(pin -> pins.put(entry.key(), pin), () -> pins.remove(entry.key()));
  }

  public Optional<Pin> of(String profileId) {
    return Optional.ofNullable(pins.get(profileId));
  }
}
