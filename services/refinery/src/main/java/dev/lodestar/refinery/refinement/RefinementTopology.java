package dev.lodestar.refinery.refinement;

import dev.lodestar.core.profile.ProfileStatus;
import dev.lodestar.core.profile.ProfileVersion;
import dev.lodestar.core.profile.PublishedChange;
import dev.lodestar.refinery.announcement.Announcement;
import dev.lodestar.refinery.announcement.AnnouncementSerde;
import dev.lodestar.refinery.flow.Intake;
import dev.lodestar.refinery.flow.Meters;
import dev.lodestar.refinery.flow.Outlet;
import dev.lodestar.refinery.flow.ReceivedSerde;
import dev.lodestar.refinery.flow.Rejections;
import dev.lodestar.refinery.flow.TimeOfReceipt;
import dev.lodestar.wire.StateSerdes;
import dev.lodestar.wire.Topic;
import dev.lodestar.wire.Topics;
import java.util.Set;
import org.apache.kafka.common.serialization.Serde;
import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.streams.StreamsBuilder;
import org.apache.kafka.streams.kstream.Consumed;
import org.apache.kafka.streams.kstream.KStream;
import org.apache.kafka.streams.kstream.Named;
import org.apache.kafka.streams.processor.api.Processor;
import org.apache.kafka.streams.processor.api.ProcessorSupplier;
import org.apache.kafka.streams.state.StoreBuilder;
import org.apache.kafka.streams.state.Stores;

/// Keeps each profile up to date with the observations that concern it.
///
/// ```
/// profile-definitions ─┐
/// profile-pins ────────┤
/// retargeting-policies ┤
/// rescorings ──────────┤
/// profile-requests ────┴─▶ check-instructions ─┐
///                              │               ├─▶ refine-profile ─▶ profile-versions
///                              ▼               │        │            profile-changes
/// observations ──────────────(.rejected)───────┘        │            profile-status
///                                                       │            announcements
///           [observations] [definitions] [policies] [progress] [versions] [numbers]
/// ```
///
/// Everything is keyed by profile, so a single task sees all that a profile learns from.
public final class RefinementTopology {

  static final Outlet<String, Told> CHECKED = new Outlet<>("told");
  static final Outlet<String, ProfileVersion> VERSIONS = new Outlet<>("write-profile-versions");
  static final Outlet<String, PublishedChange> CHANGES = new Outlet<>("write-profile-changes");
  static final Outlet<String, ProfileStatus> STATUS = new Outlet<>("write-profile-status");
  static final Outlet<String, Announcement> ANNOUNCEMENTS =
      new Outlet<>("announcements-repartition-filter");
  static final Rejections REJECTIONS = new Rejections("write-rejected-instructions");

  private final Topics topics;
  private final StateSerdes states;
  private final Intake intake;
  private final Pace pace;
  private final Meters meters;

  public RefinementTopology(
      Topics topics, StateSerdes states, Intake intake, Pace pace, Meters meters) {
    this.topics = topics;
    this.states = states;
    this.intake = intake;
    this.pace = pace;
    this.meters = meters;
  }

  /// How what the ledgers tell is written between the two.
  public Serde<Told> told() {
    return new ToldSerde(states.observation());
  }

  /// Adds the refining of profiles.
  ///
  /// @param told by the ledgers, keyed by profile
  /// @param tellers how many tasks of the ledger there are
  /// @return announcements, still to be sent to every partition
  public KStream<String, Announcement> addTo(
      StreamsBuilder builder, KStream<String, Told> told, int tellers) {
    var instructions = topics.instructions();
    var read =
        Consumed.with(Serdes.ByteArray(), new ReceivedSerde(instructions))
            .withTimestampExtractor(new TimeOfReceipt())
            .withName("read-instructions");
    KStream<Object, Object> checked =
        builder.stream(instructions.stream().map(Topic::name).toList(), read)
            .process(this::checkInstructions, Named.as("check-instructions"));
    REJECTIONS.addTo(checked, topics.rejected(topics.profileDefinitions()));

    KStream<Object, Object> refined =
        told.merge(CHECKED.of(checked), Named.as(CHECKED.node()))
            .process(new RefineProfileSupplier(this, tellers), Named.as("refine-profile"));
    VERSIONS.to(refined, topics.profileVersions());
    CHANGES.to(refined, topics.profileChanges());
    STATUS.to(refined, topics.profileStatus());
    return ANNOUNCEMENTS.of(refined);
  }

  private CheckInstructions checkInstructions() {
    return new CheckInstructions(topics, intake, meters);
  }

  private Set<StoreBuilder<?>> stores() {
    var text = Serdes.String();
    return Set.of(
        Stores.keyValueStoreBuilder(
            Stores.persistentKeyValueStore(KeptObservations.STORE), text, states.observation()),
        Stores.keyValueStoreBuilder(
            Stores.inMemoryKeyValueStore(Definitions.STORE), text, new AnnouncementSerde(topics)),
        Stores.keyValueStoreBuilder(
            Stores.inMemoryKeyValueStore(Policies.STORE), text, new AnnouncementSerde(topics)),
        Stores.keyValueStoreBuilder(
            Stores.persistentKeyValueStore(Versions.STORE), text, topics.profileVersions().value()),
        Stores.keyValueStoreBuilder(
            Stores.inMemoryKeyValueStore(Versions.NUMBERS), text, new NumbersSerde()),
        // Written with every observation; the cache lets only the last word of a transaction pass.
        Stores.keyValueStoreBuilder(
                Stores.inMemoryKeyValueStore(RefineProfile.PROGRESS), text, new ProgressSerde())
            .withCachingEnabled());
  }

  private record RefineProfileSupplier(RefinementTopology topology, int tellers)
      implements ProcessorSupplier<String, Told, Object, Object> {

    @Override
    public Processor<String, Told, Object, Object> get() {
      return new RefineProfile(topology.pace, tellers, topology.meters);
    }

    @Override
    public Set<StoreBuilder<?>> stores() {
      return topology.stores();
    }
  }
}
