package dev.lodestar.query.profile;

import dev.lodestar.core.profile.Label;
import dev.lodestar.core.profile.ProfileStatus;
import dev.lodestar.core.profile.Quarter;
import dev.lodestar.query.reading.Entries;
import dev.lodestar.query.reading.Entry;
import dev.lodestar.query.reading.ReadModel;
import dev.lodestar.wire.Topics;
import jakarta.inject.Singleton;
import java.time.Instant;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.regex.Pattern;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.errors.SerializationException;

/// The names of versions: those that people gave, and the quarters that are over.
///
/// A quarter such as `2026-Q4` names the newest version that knows of nothing after the quarter's
/// end, as soon as the evidence reaches beyond that end. A name that somebody gave goes first.
@Singleton
public final class Labels implements ReadModel {

  /// What may be a name: not a number, which would be taken for a version's.
  public static final String NAMES = "(?![0-9]+$)[A-Za-z0-9][A-Za-z0-9._-]{0,63}";

  private static final Pattern NAME = Pattern.compile(NAMES);
  private static final String SCHEDULE = "the calendar";

  private final Entries<String, Label> entries;
  private final Versions versions;
  private final Statuses statuses;
  private final Map<String, SortedMap<String, Label>> given = new ConcurrentHashMap<>();

  Labels(Topics topics, Versions versions, Statuses statuses) {
    this.entries = new Entries<>(topics.profileLabels());
    this.versions = versions;
    this.statuses = statuses;
  }

  @Override
  public String topic() {
    return entries.topic();
  }

  @Override
  public void apply(ConsumerRecord<byte[], byte[]> bytes) {
    Entry<String, Label> entry = entries.read(bytes);
    int slash = entry.key().indexOf('/');
    if (slash < 0) {
      throw new SerializationException("a key that names no label");
    }
    SortedMap<String, Label> ofProfile =
        given.computeIfAbsent(entry.key().substring(0, slash), _ -> new ConcurrentSkipListMap<>());
    String name = entry.key().substring(slash + 1);
    entry
        .value()
        .ifPresentOrElse(label -> ofProfile.put(name, label), () -> ofProfile.remove(name));
  }

  /// Whether a version may be called so.
  public static boolean isName(String text) {
    return NAME.matcher(text).matches();
  }

  /// All of a profile, by name.
  public SortedMap<String, Label> of(String profileId) {
    SortedMap<String, Label> all = new TreeMap<>();
    List<VersionSummary> newestFirst = summaries(profileId);
    if (!newestFirst.isEmpty()) {
      Instant known = known(profileId, newestFirst);
      for (Quarter quarter = Quarter.of(newestFirst.getLast().asOf());
          !quarter.end().isAfter(known);
          quarter = quarter.next()) {
        String name = quarter.name();
        atEndOf(quarter, newestFirst, known)
            .ifPresent(number -> all.put(name, new Label(number, SCHEDULE)));
      }
    }
    all.putAll(given(profileId));
    return all;
  }

  /// The label that somebody gave; absent for what the calendar names.
  public Optional<Label> given(String profileId, String name) {
    return Optional.ofNullable(given(profileId).get(name));
  }

  /// The number of the version that a name stands for.
  public Optional<Integer> version(String profileId, String name) {
    return given(profileId, name)
        .map(Label::version)
        .or(() -> {
          List<VersionSummary> newestFirst = summaries(profileId);
          return Quarter.named(name)
              .filter(_ -> !newestFirst.isEmpty())
              .flatMap(quarter -> atEndOf(quarter, newestFirst, known(profileId, newestFirst)));
        });
  }

  private static Optional<Integer> atEndOf(
      Quarter quarter, List<VersionSummary> newestFirst, Instant known) {
    return newestFirst.stream()
        .filter(_ -> !quarter.end().isAfter(known))
        .filter(version -> version.asOf().isBefore(quarter.end()))
        .map(VersionSummary::number)
        .findFirst();
  }

  private Instant known(String profileId, List<VersionSummary> newestFirst) {
    Instant published = newestFirst.getFirst().asOf();
    return statuses
        .of(profileId)
        .map(ProfileStatus::asOf)
        .filter(live -> live.isAfter(published))
        .orElse(published);
  }

  private List<VersionSummary> summaries(String profileId) {
    return List.copyOf(versions.newestBelow(profileId, Integer.MAX_VALUE, Integer.MAX_VALUE));
  }

  private SortedMap<String, Label> given(String profileId) {
    return given.getOrDefault(profileId, Collections.emptySortedMap());
  }
}
