package dev.lodestar.query.targeting;

import dev.lodestar.core.fit.AccountFit;
import dev.lodestar.query.account.Accounts;
import dev.lodestar.query.account.Presence;
import dev.lodestar.query.reading.Entries;
import dev.lodestar.query.reading.Entry;
import dev.lodestar.query.reading.ReadModel;
import dev.lodestar.wire.Topics;
import jakarta.inject.Singleton;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.errors.SerializationException;

/// The fit of every account under every profile, as last told, sorted for target lists.
@Singleton
public final class Fits implements ReadModel {

  private static final Targets NONE = new Targets();

  private final Entries<String, AccountFit> entries;
  private final Accounts accounts;
  private final Map<String, Targets> profiles = new ConcurrentHashMap<>();

  Fits(Topics topics, Accounts accounts) {
    this.entries = new Entries<>(topics.fits());
    this.accounts = accounts;
    accounts.whenMoved((accountId, presence) ->
        profiles.values().forEach(targets -> targets.move(accountId, presence)));
  }

  @Override
  public String topic() {
    return entries.topic();
  }

  @Override
  public void apply(ConsumerRecord<byte[], byte[]> bytes) {
    Entry<String, AccountFit> entry = entries.read(bytes);
    entry
        .value()
        .ifPresentOrElse(
            fit ->
                profiles
                    .computeIfAbsent(fit.profileId(), _ -> new Targets())
                    .put(Target.of(fit, Presence.UNKNOWN), accounts::presence),
            () -> remove(entry.key()));
  }

  /// Those of one profile; none of a profile that nobody was scored under.
  public Targets of(String profileId) {
    return profiles.getOrDefault(profileId, NONE);
  }

  private void remove(String key) {
    int slash = key.indexOf('/');
    if (slash < 0) {
      throw new SerializationException("a key that names no account of a profile");
    }
    of(key.substring(0, slash)).remove(key.substring(slash + 1));
  }
}
