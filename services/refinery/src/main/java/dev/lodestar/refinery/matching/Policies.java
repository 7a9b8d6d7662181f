package dev.lodestar.refinery.matching;

import dev.lodestar.core.retargeting.RetargetingPolicy;
import dev.lodestar.refinery.announcement.Announcement;
import dev.lodestar.refinery.announcement.Announcement.PolicySet;
import java.util.HashMap;
import java.util.Map;
import org.apache.kafka.streams.state.KeyValueIterator;
import org.apache.kafka.streams.state.KeyValueStore;

/// By which policies lapsed accounts are told, as far as this task has heard.
final class Policies {

  static final String STORE = "policies-heard";

  private final KeyValueStore<String, Announcement> store;
  private final Map<String, PolicySet> heard = new HashMap<>();

  Policies(KeyValueStore<String, Announcement> store) {
    this.store = store;
    try (KeyValueIterator<String, Announcement> all = store.all()) {
      while (all.hasNext()) {
        if (all.next().value instanceof PolicySet set) {
          heard.put(set.profileId(), set);
        }
      }
    }
  }

  RetargetingPolicy of(String profileId) {
    PolicySet set = heard.get(profileId);
    return set == null ? RetargetingPolicy.DEFAULT : set.policy();
  }

  /// Takes up news; returns whether they are.
  boolean hear(PolicySet news) {
    PolicySet known = heard.get(news.profileId());
    if (known != null && known.number() >= news.number()) {
      return false;
    }
    heard.put(news.profileId(), news);
    store.put(news.profileId(), news);
    return true;
  }
}
