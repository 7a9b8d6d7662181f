package dev.lodestar.refinery.ledger;

import dev.lodestar.core.definition.ProfileDefinition;
import dev.lodestar.core.definition.Scope;
import dev.lodestar.refinery.announcement.Announcement;
import dev.lodestar.refinery.announcement.Announcement.Defined;
import java.util.SortedMap;
import java.util.TreeMap;
import org.apache.kafka.streams.state.KeyValueIterator;
import org.apache.kafka.streams.state.ReadOnlyKeyValueStore;

/// Which deals the profiles count, as far as this task has heard.
record Scopes(SortedMap<String, Numbered> byProfile) {

  static final String STORE = "scopes";

  /// @param number counts the scopes the profile has had; 0 for one that needs no telling anew
  record Numbered(Scope scope, long number) {}

  static Scopes of(ReadOnlyKeyValueStore<String, Announcement> store) {
    var scopes = new TreeMap<String, Numbered>();
    // The default profile counts all deals from the first on, until it is told otherwise.
    scopes.put(ProfileDefinition.DEFAULT_ID, new Numbered(Scope.ALL, 0));
    try (KeyValueIterator<String, Announcement> all = store.all()) {
      while (all.hasNext()) {
        if (all.next().value instanceof Defined(var definition, var number)) {
          scopes.put(definition.profileId(), new Numbered(definition.scope(), number));
        }
      }
    }
    return new Scopes(scopes);
  }
}
