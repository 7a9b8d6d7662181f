package dev.lodestar.core.account;

import static java.util.stream.Collectors.toCollection;

import dev.lodestar.core.account.AccountEvent.AccountMerged;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.stream.Stream;

/// What an account inherits from one that was merged into it.
///
/// @param accountId the heir
/// @param events what was said of the other account, as events of the heir
/// @param path the merges by which they came here, the latest last
/// @param observations ids of those that are evidence still, until the heir's take their place
/// @param candidacies when it was announced
public record Handover(
    String accountId,
    List<AccountEvent> events,
    List<AccountMerged> path,
    SortedSet<String> observations,
    SortedSet<Candidacy> candidacies) {

  private static final SortedSet<String> NO_OBSERVATIONS = Collections.emptySortedSet();
  private static final SortedSet<Candidacy> NO_CANDIDACIES = Collections.emptySortedSet();

  private static final Comparator<AccountMerged> IN_TIME =
      Comparator.comparing(AccountMerged::occurredAt)
          .thenComparing(AccountMerged::eventId)
          .thenComparing(AccountMerged::accountId);

  public Handover {
    events = List.copyOf(events);
    path = List.copyOf(path);
    observations = Collections.unmodifiableSortedSet(new TreeSet<>(observations));
    candidacies = Collections.unmodifiableSortedSet(new TreeSet<>(candidacies));
    if (path.isEmpty() || !path.getLast().into().equals(accountId)) {
      throw new IllegalArgumentException(
          "handed over to account %s by no merge into it".formatted(accountId));
    }
  }

  /// All that an account held when it was merged.
  public static Handover of(Ledger held, AccountMerged merge) {
    return along(
        List.of(merge),
        Stream.concat(held.events(), Stream.of(merge)),
        NO_OBSERVATIONS,
        NO_CANDIDACIES);
  }

  /// What is said of an account after it was merged.
  public static Handover of(AccountEvent event, AccountMerged merge) {
    return along(List.of(merge), Stream.of(event), NO_OBSERVATIONS, NO_CANDIDACIES);
  }

  /// The same, on to the account that this heir was merged into itself.
  public Handover onwards(AccountMerged merge) {
    var longer = new ArrayList<>(path);
    longer.add(merge);
    return along(longer, events.stream(), observations, candidacies);
  }

  /// The same with what else the account leaves.
  public Handover leaving(
      Collection<String> moreObservations, Collection<Candidacy> moreCandidacies) {
    var allObservations = new TreeSet<>(observations);
    allObservations.addAll(moreObservations);
    var allCandidacies = new TreeSet<>(candidacies);
    allCandidacies.addAll(moreCandidacies);
    return new Handover(accountId, events, path, allObservations, allCandidacies);
  }

  /// Whether it brings more than events, which the heir may know all of.
  public boolean leavesMore() {
    return !observations.isEmpty() || !candidacies.isEmpty();
  }

  /// The candidacies that the heir keeps: none of before it was erased.
  public SortedSet<Candidacy> candidaciesOf(Ledger heir) {
    return candidacies.stream()
        .filter(c -> heir.erasedAt().filter(erased -> !c.at().isAfter(erased)).isEmpty())
        .collect(toCollection(TreeSet::new));
  }

  /// Whether the heir must not pass this on, since accounts were merged in a circle and its own
  /// merge is the latest of these.
  ///
  /// Two merges that contradict each other may be under way at once, and then neither account knows
  /// of the other's. What is handed over goes round once at most, and tells.
  ///
  /// @param merge of the heir
  public boolean voids(AccountMerged merge) {
    var circle = path.stream().dropWhile(step -> !step.accountId().equals(merge.into())).toList();
    return !circle.isEmpty() && circle.stream().allMatch(step -> IN_TIME.compare(step, merge) < 0);
  }

  private static Handover along(
      List<AccountMerged> path,
      Stream<AccountEvent> events,
      SortedSet<String> observations,
      SortedSet<Candidacy> candidacies) {
    String heir = path.getLast().into();
    return new Handover(
        heir,
        events
            .filter(event -> !(event instanceof AccountMerged m && m.accountId().equals(heir)))
            .map(event -> event.inheritedBy(heir))
            .toList(),
        path,
        observations,
        candidacies);
  }
}
