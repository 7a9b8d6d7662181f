package dev.lodestar.refinery.ledger;

import dev.lodestar.core.account.AccountEnd;
import dev.lodestar.core.account.AccountView;
import dev.lodestar.core.account.Handover;
import dev.lodestar.core.observation.Observation;
import dev.lodestar.refinery.announcement.Announcement;
import dev.lodestar.refinery.announcement.AnnouncementSerde;
import dev.lodestar.refinery.flow.Intake;
import dev.lodestar.refinery.flow.Meters;
import dev.lodestar.refinery.flow.Outlet;
import dev.lodestar.refinery.flow.Received;
import dev.lodestar.refinery.flow.ReceivedSerde;
import dev.lodestar.refinery.flow.Rejections;
import dev.lodestar.refinery.flow.TimeOfReceipt;
import dev.lodestar.refinery.matching.SharedStores;
import dev.lodestar.refinery.matching.Stir;
import dev.lodestar.refinery.refinement.Told;
import dev.lodestar.refinery.walk.Cursor;
import dev.lodestar.refinery.walk.CursorSerde;
import dev.lodestar.refinery.walk.Slice;
import dev.lodestar.wire.StateSerdes;
import dev.lodestar.wire.Topic;
import dev.lodestar.wire.Topics;
import java.time.Duration;
import java.util.HashSet;
import java.util.Set;
import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.streams.StreamsBuilder;
import org.apache.kafka.streams.kstream.Consumed;
import org.apache.kafka.streams.kstream.KStream;
import org.apache.kafka.streams.kstream.Named;
import org.apache.kafka.streams.processor.api.Processor;
import org.apache.kafka.streams.processor.api.ProcessorSupplier;
import org.apache.kafka.streams.state.KeyValueStore;
import org.apache.kafka.streams.state.StoreBuilder;
import org.apache.kafka.streams.state.Stores;
import org.jspecify.annotations.Nullable;

/// Keeps a ledger of every account, and tells profiles what the deals in it say.
///
/// ```
/// accounts ──────────┐
/// website-visits ────┤
/// deal-outcomes ─────┼─▶ fold-ledger ─▶ account-views, account-ends
/// churn-events ──────┤        │      ─▶ observations, and the same by profile
/// account-identities ┤        │      ─▶ (.rejected)
/// handovers ─────────┘        │      ─▶ stirred, to matching
///                             │      ─▶ handovers, what merged accounts leave to others
///      [clock] [agenda] [candidacies] [ledgers] [backfills] [scopes]
///                                                  │
/// announcements ────────────────────────▶ hear-announcement ─▶ stirred, to matching
/// ```
///
/// Everything is keyed by account; announcements reach every task.
public final class LedgerTopology {

  static final Outlet<String, AccountView> VIEWS = new Outlet<>("write-account-views");
  static final Outlet<String, AccountEnd> ENDS = new Outlet<>("write-account-ends");
  static final Outlet<String, Handover> HANDOVERS = new Outlet<>("write-handovers");
  static final Outlet<String, Observation> OBSERVATIONS = new Outlet<>("write-observations");
  static final Outlet<String, Told> TOLD = new Outlet<>("observations-repartition-filter");
  static final Outlet<String, Stir> MOVED = new Outlet<>("stirred");
  static final Rejections REJECTIONS = new Rejections("write-rejected-events");

  private final Topics topics;
  private final Intake intake;
  private final Duration halfLife;
  private final Slice slice;
  private final Meters meters;
  private final SharedStores shared;
  private final StoreBuilder<KeyValueStore<String, Announcement>> scopes;
  private final StoreBuilder<KeyValueStore<String, Cursor>> backfills;

  /// @param halfLife of a visit, for engagement
  public LedgerTopology(
      Topics topics,
      StateSerdes states,
      Intake intake,
      Duration halfLife,
      Slice slice,
      Meters meters) {
    this.topics = topics;
    this.intake = intake;
    this.halfLife = halfLife;
    this.slice = slice;
    this.meters = meters;
    var text = Serdes.String();
    shared =
        SharedStores.of(
            Stores.keyValueStoreBuilder(
                Stores.persistentKeyValueStore(Ledgers.STORE), text, states.ledger()));
    scopes =
        Stores.keyValueStoreBuilder(
            Stores.inMemoryKeyValueStore(Scopes.STORE), text, new AnnouncementSerde(topics));
    backfills =
        Stores.keyValueStoreBuilder(
            Stores.inMemoryKeyValueStore(FoldLedger.BACKFILLS), text, new CursorSerde());
  }

  /// For others in the same tasks.
  public SharedStores shared() {
    return shared;
  }

  /// Adds the folding of events.
  ///
  /// @return what is told to profiles, and what moved, mixed
  public KStream<Object, Object> addTo(StreamsBuilder builder) {
    var read =
        Consumed.with(Serdes.ByteArray(), new ReceivedSerde(topics.ofLedgers()))
            .withTimestampExtractor(new TimeOfReceipt())
            .withName("read-events");
    KStream<Object, Object> folded =
        builder.stream(topics.ofLedgers().stream().map(Topic::name).toList(), read)
            .process(new FoldLedgerSupplier(this), Named.as("fold-ledger"));
    VIEWS.to(folded, topics.accountViews());
    ENDS.to(folded, topics.accountEnds());
    HANDOVERS.to(folded, topics.handovers());
    OBSERVATIONS.to(folded, topics.observations());
    REJECTIONS.addTo(folded, topics.rejected(topics.accounts()));
    return folded;
  }

  /// What profiles are told.
  public KStream<String, Told> told(KStream<Object, Object> folded) {
    return TOLD.of(folded);
  }

  /// What may move the fit of accounts.
  public KStream<String, Stir> stirred(
      KStream<Object, Object> folded, KStream<String, Announcement> announcements) {
    KStream<String, Stir> heard =
        announcements.process(new HearAnnouncementSupplier(scopes), Named.as("hear-announcement"));
    return MOVED.of(folded).merge(heard, Named.as(MOVED.node()));
  }

  private record FoldLedgerSupplier(LedgerTopology topology)
      implements ProcessorSupplier<byte[], @Nullable Received, Object, Object> {

    @Override
    public Processor<byte[], @Nullable Received, Object, Object> get() {
      return new FoldLedger(
          topology.topics.accountIdentities().name(),
          topology.intake,
          topology.halfLife,
          topology.slice,
          topology.meters);
    }

    @Override
    public Set<StoreBuilder<?>> stores() {
      var stores = new HashSet<>(topology.shared.all());
      stores.addAll(Set.of(topology.scopes, topology.backfills));
      return stores;
    }
  }

  private record HearAnnouncementSupplier(StoreBuilder<?> scopes)
      implements ProcessorSupplier<String, Announcement, String, Stir> {

    @Override
    public Processor<String, Announcement, String, Stir> get() {
      return new HearAnnouncement();
    }

    @Override
    public Set<StoreBuilder<?>> stores() {
      return Set.of(scopes);
    }
  }
}
