package dev.lodestar.refinery.matching;

import dev.lodestar.core.fit.AccountFit;
import dev.lodestar.core.profile.RescoredPart;
import dev.lodestar.core.retargeting.Retargeting;
import dev.lodestar.refinery.announcement.AnnouncementSerde;
import dev.lodestar.refinery.flow.Meters;
import dev.lodestar.refinery.flow.Outlet;
import dev.lodestar.refinery.walk.CursorSerde;
import dev.lodestar.refinery.walk.Slice;
import dev.lodestar.wire.Topics;
import java.util.HashSet;
import java.util.Set;
import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.streams.kstream.KStream;
import org.apache.kafka.streams.kstream.Named;
import org.apache.kafka.streams.processor.api.Processor;
import org.apache.kafka.streams.processor.api.ProcessorSupplier;
import org.apache.kafka.streams.state.StoreBuilder;
import org.apache.kafka.streams.state.Stores;

/// Keeps the fit of every account up to date with the account and with the profiles.
///
/// ```
/// stirred ─▶ match-account ─▶ fits
///                 │        ─▶ retargeting
///                 │        ─▶ rescorings
///         [clock] [agenda] [ledgers] [announcements] [policies-heard]
///         [fits] [lapses] [decisions] [candidacies] [waits] [sweeps]
/// ```
///
/// It runs in the ledger's tasks, and shares their stores of ledgers, clock, agenda and
/// candidacies.
public final class MatchingTopology {

  static final Outlet<String, AccountFit> FITS = new Outlet<>("write-fits");
  static final Outlet<String, Retargeting> RETARGETING = new Outlet<>("write-retargeting");

  static final Outlet<String, RescoredPart> RESCORINGS = new Outlet<>("write-rescorings");

  private final Topics topics;
  private final SharedStores shared;
  private final Slice slice;
  private final Meters meters;

  /// @param shared with the ledger
  public MatchingTopology(Topics topics, SharedStores shared, Slice slice, Meters meters) {
    this.topics = topics;
    this.shared = shared;
    this.slice = slice;
    this.meters = meters;
  }

  public void addTo(KStream<String, Stir> stirred) {
    KStream<Object, Object> matched =
        stirred.process(new MatchAccountSupplier(this), Named.as("match-account"));
    FITS.to(matched, topics.fits());
    RETARGETING.to(matched, topics.retargeting());
    RESCORINGS.to(matched, topics.rescorings());
  }

  private MatchAccount matchAccount() {
    return new MatchAccount(shared.ledgers().name(), slice, meters);
  }

  private Set<StoreBuilder<?>> stores() {
    var text = Serdes.String();
    var stores = new HashSet<>(shared.all());
    stores.addAll(
        Set.of(
            Stores.keyValueStoreBuilder(
                Stores.inMemoryKeyValueStore(Newest.STORE), text, new AnnouncementSerde(topics)),
            Stores.keyValueStoreBuilder(
                Stores.inMemoryKeyValueStore(Policies.STORE), text, new AnnouncementSerde(topics)),
            Stores.keyValueStoreBuilder(
                Stores.persistentKeyValueStore(MatchAccount.FITS), text, topics.fits().value()),
            Stores.keyValueStoreBuilder(
                Stores.persistentKeyValueStore(Lapses.STORE), text, new AtLapseSerde()),
            Stores.keyValueStoreBuilder(
                Stores.persistentKeyValueStore(Lapses.DECISIONS),
                text,
                topics.retargeting().value()),
            Stores.keyValueStoreBuilder(
                Stores.persistentKeyValueStore(Waits.STORE), text, new InstantsSerde()),
            Stores.keyValueStoreBuilder(
                Stores.inMemoryKeyValueStore(MatchAccount.SWEEPS), text, new CursorSerde())));
    return stores;
  }

  private record MatchAccountSupplier(MatchingTopology topology)
      implements ProcessorSupplier<String, Stir, Object, Object> {

    @Override
    public Processor<String, Stir, Object, Object> get() {
      return topology.matchAccount();
    }

    @Override
    public Set<StoreBuilder<?>> stores() {
      return topology.stores();
    }
  }
}
