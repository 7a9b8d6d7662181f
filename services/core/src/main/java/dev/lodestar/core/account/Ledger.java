package dev.lodestar.core.account;

import dev.lodestar.core.account.AccountEvent.AttributesObserved;
import dev.lodestar.core.account.AccountEvent.ChurnReported;
import dev.lodestar.core.account.AccountEvent.DealReported;
import dev.lodestar.core.account.AccountEvent.SiteVisited;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Stream;

/// Everything known of one account: a fold over its events that gives the same answer in whatever
/// order, and however often, they arrive.
///
/// Of visits only the newest [#MAX_VISITS] are kept, and the first that named a campaign.
public final class Ledger {

  /// How many visits of one account are kept.
  public static final int MAX_VISITS = 2_000;

  /*
   * A ledger is a set of events, and all its answers are functions of that set. Set union is commutative,
   * associative and idempotent, which is what makes late, reordered and repeated events harmless.
   */
  private final String accountId;
  private final Timeline<AttributesObserved> attributes;
  private final SortedMap<String, Timeline<DealReported>> deals;
  private final Timeline<ChurnReported> churn;
  private final Visits visits;

  private Ledger(
      String accountId,
      Timeline<AttributesObserved> attributes,
      SortedMap<String, Timeline<DealReported>> deals,
      Timeline<ChurnReported> churn,
      Visits visits) {
    this.accountId = accountId;
    this.attributes = attributes;
    this.deals = deals;
    this.churn = churn;
    this.visits = visits;
  }

  public static Ledger empty(String accountId) {
    return new Ledger(
        accountId,
        Timeline.empty(Comparator.comparing(AccountEvent::occurredAt), e -> List.of(e.eventId())),
        Collections.emptySortedMap(),
        Timeline.empty(
            Comparator.comparing(ChurnReported::effectiveAt)
                .thenComparing(AccountEvent::occurredAt)
                .thenComparing(ChurnReported::kind),
            e -> List.of(e.eventId())),
        Visits.NONE);
  }

  /// The ledger that these events make, such as those of [#events()].
  public static Ledger of(String accountId, Collection<? extends AccountEvent> events) {
    var ledger = empty(accountId);
    for (AccountEvent event : events) {
      ledger = ledger.after(event);
    }
    return ledger;
  }

  /// The ledger with one more event; this very instance when the event is known.
  public Ledger after(AccountEvent event) {
    if (!event.accountId().equals(accountId)) {
      throw new IllegalArgumentException(
          "event of account " + event.accountId() + " for the ledger of " + accountId);
    }
    return switch (event) {
      case AttributesObserved e -> {
        var longer = attributes.with(e);
        yield longer == attributes ? this : new Ledger(accountId, longer, deals, churn, visits);
      }
      case DealReported e -> {
        var known = deals.getOrDefault(e.dealId(), Deal.NO_REPORTS);
        var longer = known.with(e);
        yield longer == known
            ? this
            : new Ledger(accountId, attributes, with(deals, e.dealId(), longer), churn, visits);
      }
      case ChurnReported e -> {
        var longer = churn.with(e);
        yield longer == churn ? this : new Ledger(accountId, attributes, deals, longer, visits);
      }
      case SiteVisited e -> {
        var more = visits.with(e);
        yield more == visits ? this : new Ledger(accountId, attributes, deals, churn, more);
      }
    };
  }

  public String accountId() {
    return accountId;
  }

  /// All events it is made of; [#of] makes an equal ledger of them.
  public Stream<AccountEvent> events() {
    return Stream.of(
            attributes.held().stream(),
            deals.values().stream().flatMap(reports -> reports.held().stream()),
            churn.held().stream(),
            visits.held())
        .flatMap(events -> events);
  }

  /// The account's attributes as of a time, behaviour included: the latest value known then; for
  /// one known only later, its earliest value. Behaviour is never taken from later.
  public SortedMap<String, AttributeValue> attributesAt(Instant time) {
    var values = AttributeHistory.asOf(time, attributes.effective());
    values.putAll(visits.behaviourAt(time));
    return Collections.unmodifiableSortedMap(values);
  }

  /// The deals, by deal id.
  public List<Deal> deals() {
    return deals.values().stream().map(Deal::of).toList();
  }

  /// When the customer who won this deal left, unless they came back since.
  public Optional<Instant> churnedAfter(Deal deal) {
    return leftAfter(deal).map(Lapse::at);
  }

  private Optional<Lapse> leftAfter(Deal deal) {
    return Churn.after(deal, churn.effective());
  }

  /// How the account lapsed: it churned, or its last deal was lost, and no deal is live or still
  /// held.
  public Optional<Lapse> lapse() {
    return lifecycle() == Lifecycle.LAPSED ? lastEnd() : Optional.empty();
  }

  /// When the account lapsed, if it has.
  public Optional<Instant> lapsedAt() {
    return lapse().map(Lapse::at);
  }

  public Lifecycle lifecycle() {
    var all = deals();
    if (all.stream().anyMatch(Deal::isLive)) {
      return Lifecycle.IN_DEAL;
    }
    if (all.stream().anyMatch(d -> d.isWon() && churnedAfter(d).isEmpty())) {
      return Lifecycle.CUSTOMER;
    }
    return lastEnd().isPresent() ? Lifecycle.LAPSED : Lifecycle.PROSPECT;
  }

  /// The latest event time known; empty for a ledger without events.
  public Optional<Instant> asOf() {
    return events().map(AccountEvent::occurredAt).max(Comparator.naturalOrder());
  }

  /// What others need to know of the account, as of its latest event; of an empty ledger, as of the
  /// epoch.
  public AccountView view() {
    return viewAt(asOf().orElse(Instant.EPOCH), Engagement.HALF_LIFE);
  }

  /// What others need to know of the account now: as of its latest event, or as of the last moment
  /// since at which visits became too old to count.
  ///
  /// @param halfLife after which a visit weighs half in its engagement
  public AccountView view(Instant now, Duration halfLife) {
    Instant event = asOf().orElse(Instant.EPOCH);
    return viewAt(visits.lastEndOfWindow(now).filter(event::isBefore).orElse(event), halfLife);
  }

  /// When the view will change though nothing happens; empty when it will not.
  public Optional<Instant> nextChangeOfView(Instant after) {
    return visits.nextEndOfWindow(after);
  }

  private AccountView viewAt(Instant asOf, Duration halfLife) {
    var lapse = lapse();
    return new AccountView(
        accountId,
        asOf,
        attributesAt(asOf),
        lifecycle(),
        lapse.map(Lapse::at),
        lapse.flatMap(Lapse::reason),
        (int) deals().stream().filter(Deal::isLive).count(),
        new Engagement(visits.engagementAt(asOf, halfLife), asOf, halfLife),
        visits.lastBefore(asOf),
        past(asOf));
  }

  /*
   * A view shows behaviour as of the latest event of any kind, or of the last visit that became too old to
   * count, so each of these is a time at which behaviour may have changed.
   */
  private AccountPast past(Instant asOf) {
    var times =
        Stream.concat(events().map(AccountEvent::occurredAt), visits.endsOfWindow(asOf))
            .sorted()
            .distinct()
            .toList();
    if (times.isEmpty()) {
      return AccountPast.from(Instant.EPOCH);
    }
    var recorder = new PastRecorder(times.getFirst());
    AttributeHistory.record(attributes.effective(), recorder);
    visits.record(times, recorder);
    return recorder.past();
  }

  private Optional<Lapse> lastEnd() {
    var all = deals();
    Stream<Lapse> lost =
        all.stream().filter(Deal::isLost).map(d -> new Lapse(d.closedAt(), d.reason()));
    Stream<Lapse> left = all.stream().filter(Deal::isWon).flatMap(d -> leftAfter(d).stream());
    return Stream.of(lost, left, Churn.standing(churn.effective()).stream())
        .flatMap(ends -> ends)
        .max(Lapse.LATEST);
  }

  private static <V> SortedMap<String, V> with(SortedMap<String, V> map, String key, V value) {
    var copy = new TreeMap<>(map);
    copy.put(key, value);
    return Collections.unmodifiableSortedMap(copy);
  }

  @Override
  public boolean equals(@org.jspecify.annotations.Nullable Object other) {
    return other instanceof Ledger that
        && accountId.equals(that.accountId)
        && events().toList().equals(that.events().toList());
  }

  @Override
  public int hashCode() {
    return events().toList().hashCode();
  }

  @Override
  public String toString() {
    return "Ledger of " + accountId + ", " + events().count() + " events";
  }
}
