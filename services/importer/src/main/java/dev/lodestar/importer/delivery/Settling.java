package dev.lodestar.importer.delivery;

import dev.lodestar.core.profile.ProfileStatus;
import dev.lodestar.wire.Topic;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.TreeSet;
import org.apache.kafka.common.TopicPartition;

/// Waits until the refinery has worked off a history, and then until its profiles are published.
final class Settling implements AutoCloseable {

  /// How long a refinery may take to join.
  static final Duration ARRIVAL = Duration.ofSeconds(20);

  /// How long a refinery may stand still while it restores its state, say.
  private static final Duration STANDSTILL = Duration.ofMinutes(2);

  /// How long a profile may take to be refitted and published.
  private static final Duration PUBLICATION = Duration.ofMinutes(1);

  private final Delivery delivery;
  private final Settlement.Watcher watcher;
  private final Duration arrival;
  private final Refinery refinery;
  private final WholeTopic<ProfileStatus> news;
  private final Map<String, ProfileStatus> settled = new TreeMap<>();

  Settling(Delivery delivery, Settlement.Watcher watcher, Duration arrival) {
    this.delivery = delivery;
    this.watcher = watcher;
    this.arrival = arrival;
    this.refinery = new Refinery(delivery.destination());
    this.news = WholeTopic.fromNow(delivery.destination(), delivery.topics().profileStatus());
  }

  Settlement settle() throws DeliveryException {
    if (!arrives()) {
      return new Settlement.NobodyThere(delivery.destination().applicationId());
    }
    List<String> inputs = delivery.topics().inputs().stream().map(Topic::name).toList();
    long behind = workOff(refinery.ends(inputs));
    if (behind == 0) {
      // Only now do merged accounts have handed over all that was said of them.
      behind = workOff(refinery.ends(List.of(delivery.topics().handovers().name())));
    }
    if (behind == 0) {
      // Only now does that topic hold every observation that the events lead to.
      behind = workOff(refinery.ends(List.of(refinery.observations())));
    }
    if (behind > 0) {
      return new Settlement.Stuck(behind);
    }
    return publish();
  }

  private boolean arrives() throws DeliveryException {
    var deadline = new Deadline(arrival);
    while (!refinery.isRunning()) {
      if (deadline.isPast()) {
        return false;
      }
      waitALittle();
    }
    return true;
  }

  /// How many records are left when the refinery does not move any more: none, if all goes well.
  private long workOff(Map<TopicPartition, Long> ends) throws DeliveryException {
    long least = Long.MAX_VALUE;
    var deadline = new Deadline(STANDSTILL);
    while (true) {
      long behind = refinery.behind(ends);
      if (behind == 0) {
        return 0;
      }
      watcher.behind(behind);
      if (behind < least) {
        least = behind;
        deadline = new Deadline(STANDSTILL);
      } else if (deadline.isPast()) {
        return behind;
      }
      waitALittle();
    }
  }

  private Settlement publish() throws DeliveryException {
    // What was heard before the request says nothing about it.
    news.poll((_, _) -> {});
    settled.clear();
    delivery.publish();
    var deadline = new Deadline(PUBLICATION);
    while (!settled.keySet().containsAll(delivery.profiles()) && !deadline.isPast()) {
      news.poll(this::hear);
    }
    var profiles = new ArrayList<Settlement.Profile>();
    settled.values().forEach(status -> profiles.add(profile(status)));
    var silent = new TreeSet<>(delivery.profiles());
    silent.removeAll(settled.keySet());
    return new Settlement.Published(profiles, List.copyOf(silent));
  }

  private void hear(String profileId, Optional<ProfileStatus> status) {
    if (status.isPresent() && status.get().heldUntil().isEmpty()) {
      settled.put(profileId, status.get());
    }
  }

  private Settlement.Profile profile(ProfileStatus status) {
    int criteria =
        Profiles.version(
                delivery.destination(), delivery.topics(), status.profileId(), status.version())
            .map(version -> version.learned().criteria().size())
            .orElse(0);
    return new Settlement.Profile(status.profileId(), status.version(), status.asOf(), criteria);
  }

  private void waitALittle() throws DeliveryException {
    delivery.renewHold();
    news.poll((_, _) -> {});
  }

  @Override
  public void close() {
    news.close();
    refinery.close();
  }

  /// The end of somebody's patience.
  private static final class Deadline {

    private final long end;

    Deadline(Duration patience) {
      end = System.nanoTime() + patience.toNanos();
    }

    boolean isPast() {
      return System.nanoTime() - end > 0;
    }
  }
}
