package dev.lodestar.core.account;

import dev.lodestar.core.account.AccountEvent.AccountMerged;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/// What an account inherits from one that was merged into it.
///
/// @param accountId the heir
/// @param events what was said of the other account, as events of the heir
/// @param path the merges by which they came here, the latest last
public record Handover(String accountId, List<AccountEvent> events, List<AccountMerged> path) {

  private static final Comparator<AccountMerged> IN_TIME =
      Comparator.comparing(AccountMerged::occurredAt)
          .thenComparing(AccountMerged::eventId)
          .thenComparing(AccountMerged::accountId);

  public Handover {
    events = List.copyOf(events);
    path = List.copyOf(path);
    if (path.isEmpty() || !path.getLast().into().equals(accountId)) {
      throw new IllegalArgumentException(
          "handed over to account %s by no merge into it".formatted(accountId));
    }
  }

  /// All that an account held when it was merged.
  public static Handover of(Ledger held, AccountMerged merge) {
    return along(List.of(merge), Stream.concat(held.events(), Stream.of(merge)));
  }

  /// What is said of an account after it was merged.
  public static Handover of(AccountEvent event, AccountMerged merge) {
    return along(List.of(merge), Stream.of(event));
  }

  /// The same, on to the account that this heir was merged into itself.
  public Handover onwards(AccountMerged merge) {
    var longer = new ArrayList<>(path);
    longer.add(merge);
    return along(longer, events.stream());
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

  private static Handover along(List<AccountMerged> path, Stream<AccountEvent> events) {
    String heir = path.getLast().into();
    return new Handover(
        heir,
        events
            .filter(event -> !(event instanceof AccountMerged m && m.accountId().equals(heir)))
            .map(event -> event.inheritedBy(heir))
            .toList(),
        path);
  }
}
