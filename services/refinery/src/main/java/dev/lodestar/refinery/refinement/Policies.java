package dev.lodestar.refinery.refinement;

import dev.lodestar.core.retargeting.RetargetingPolicy;
import dev.lodestar.refinery.announcement.Announcement;
import dev.lodestar.refinery.announcement.Announcement.PolicySet;
import java.util.Optional;
import org.apache.kafka.streams.state.KeyValueStore;

/// The retargeting policies, as they were last announced. They outlast their profiles, should those
/// be taken back and come again.
record Policies(KeyValueStore<String, Announcement> store) {

  static final String STORE = "policies";

  /// Puts a policy in force, or the default one; returns what is to be announced, if it differs
  /// from what was.
  Optional<Announcement> put(String profileId, Optional<RetargetingPolicy> policy) {
    var before =
        store.get(profileId) instanceof PolicySet set
            ? set
            : new PolicySet(profileId, RetargetingPolicy.DEFAULT, 0);
    var after = policy.orElse(RetargetingPolicy.DEFAULT);
    if (before.policy().equals(after)) {
      return Optional.empty();
    }
    var news = new PolicySet(profileId, after, before.number() + 1);
    store.put(profileId, news);
    return Optional.of(news);
  }
}
