package dev.lodestar.query.reading;

import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/// Those who want to know that something has been taken in.
public final class Subscriptions {

  private final Set<Runnable> subscribers = ConcurrentHashMap.newKeySet();

  /// Tells a subscriber from now on.
  ///
  /// @return ends the subscription
  public Runnable add(Runnable subscriber) {
    subscribers.add(subscriber);
    return () -> subscribers.remove(subscriber);
  }

  public void tell() {
    subscribers.forEach(Runnable::run);
  }

  public int count() {
    return subscribers.size();
  }
}
