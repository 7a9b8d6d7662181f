package dev.lodestar.query.delivery;

import dev.lodestar.query.webhook.Progresses;
import dev.lodestar.query.webhook.Webhooks;
import dev.lodestar.wire.webhook.Progress;
import dev.lodestar.wire.webhook.Webhook;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;

/// The couriers of this instance: one for each enabled webhook that is its to tell. Used by one
/// thread.
@Singleton
final class Couriers {

  /// Longer than any attempt takes.
  private static final Duration END = Duration.ofSeconds(25);

  private final Webhooks webhooks;
  private final Progresses progresses;
  private final Desk desk;
  private final Map<String, Courier> couriers = new HashMap<>();
  // What couriers knew who were dismissed, which may not have been read yet.
  private final Map<String, Progress> left = new HashMap<>();
  private final Map<String, Webhook> told = new HashMap<>();
  private final Set<Integer> owned = new HashSet<>();
  private final AtomicInteger count = new AtomicInteger();

  Couriers(Webhooks webhooks, Progresses progresses, Desk desk, MeterRegistry metrics) {
    this.webhooks = webhooks;
    this.progresses = progresses;
    this.desk = desk;
    Gauge.builder("lodestar.webhook.couriers", count, AtomicInteger::get)
        .description("Webhooks that this instance delivers to")
        .register(metrics);
  }

  /// From now on the webhooks of these partitions, too, are ours; what is known of their progress
  /// has been read.
  void own(Collection<Integer> partitions) {
    owned.addAll(partitions);
  }

  /// Returns when nothing is under way any more to webhooks of these partitions.
  void disown(Collection<Integer> partitions) {
    owned.removeAll(partitions);
    reconcile();
    left.clear(); // others move on from there
  }

  void disownAll() {
    disown(Set.copyOf(owned));
  }

  /// A courier for each webhook that is to have one, and for no other.
  void reconcile() {
    Map<String, Webhook> wanted =
        webhooks.in(owned).stream()
            .filter(Webhook::enabled)
            .collect(Collectors.toMap(Webhook::id, webhook -> webhook));
    List<String> dismissed =
        couriers.keySet().stream()
            .filter(id -> !wanted.containsKey(id) || courier(id).isStopping())
            .toList();
    dismiss(dismissed);
    wanted.forEach((id, webhook) -> {
      Webhook before = told.put(id, webhook);
      Courier known = couriers.get(id);
      if (known == null) {
        Progress progress = left.getOrDefault(id, progresses.of(webhook));
        Courier courier = new Courier(id, progress, desk);
        couriers.put(id, courier);
        courier.start();
      } else if (!webhook.equals(before)) {
        known.nudge();
      }
    });
    told.keySet().retainAll(wanted.keySet());
    count.set(couriers.size());
  }

  private void dismiss(List<String> ids) {
    ids.forEach(id -> courier(id).stop());
    try {
      for (String id : ids) {
        courier(id).awaitEnd(END);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    ids.forEach(id -> {
      left.put(id, courier(id).progress());
      couriers.remove(id);
    });
  }

  private Courier courier(String id) {
    Courier courier = couriers.get(id);
    if (courier == null) {
      throw new IllegalStateException("nobody tells " + id);
    }
    return courier;
  }
}
