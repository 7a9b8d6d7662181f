package dev.lodestar.core.account;

import dev.lodestar.core.account.AccountEvent.AccountErased;
import dev.lodestar.core.account.AccountEvent.AccountMerged;
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
/// Of visits only the newest [#MAX_VISITS] are kept, and the first that named a campaign. An
/// account that was erased keeps only what happened afterwards; one that was merged into another
/// keeps nothing but where it went. (An erasure that arrives after more than [#MAX_VISITS] later
/// visits cannot tell any more which of them named a campaign first.)
public final class Ledger {

  /// How many visits of one account are kept.
  public static final int MAX_VISITS = 2_000;

  /*
   * A ledger is a set of events, and all its answers are functions of that set. Set union is commutative,
   * associative and idempotent, which is what makes late, reordered and repeated events harmless. An erasure is
   * an element that forbids others, however they come: those before it in event time.
   */
  private final String accountId;
  private final Identity identity;
  private final Timeline<AttributesObserved> attributes;
  private final SortedMap<String, Timeline<DealReported>> deals;
  private final Timeline<ChurnReported> churn;
  private final Visits visits;

  private Ledger(
      String accountId,
      Identity identity,
      Timeline<AttributesObserved> attributes,
      SortedMap<String, Timeline<DealReported>> deals,
      Timeline<ChurnReported> churn,
      Visits visits) {
    this.accountId = accountId;
    this.identity = identity;
    this.attributes = attributes;
    this.deals = deals;
    this.churn = churn;
    this.visits = visits;
  }

  public static Ledger empty(String accountId) {
    return new Ledger(
        accountId,
        Identity.NONE,
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

  /// The ledger with one more event; this very instance when the event changes nothing.
  ///
  /// @throws IllegalArgumentException if the event is neither of this account, nor tells that
  ///   another one became this
  public Ledger after(AccountEvent event) {
    boolean joins = event instanceof AccountMerged m && m.into().equals(accountId);
    if (!joins && !event.accountId().equals(accountId)) {
      throw new IllegalArgumentException(
          "event of account " + event.accountId() + " for the ledger of " + accountId);
    }
    return switch (event) {
      case AccountErased e -> being(identity.with(e));
      case AccountMerged e -> being(joins ? identity.joinedBy(e) : identity.leaving(e));
      case AttributesObserved _, DealReported _, ChurnReported _, SiteVisited _ ->
          identity.keeps(event.occurredAt()) ? knowing(event) : this;
    };
  }

  @SuppressWarnings("ReferenceEquality") // the parts' own sign that they knew the event
  private Ledger knowing(AccountEvent event) {
    return switch (event) {
      case AttributesObserved e -> {
        var longer = attributes.with(e);
        yield longer == attributes
            ? this
            : new Ledger(accountId, identity, longer, deals, churn, visits);
      }
      case DealReported e -> {
        var known = deals.getOrDefault(e.dealId(), Deal.NO_REPORTS);
        var longer = known.with(e);
        yield longer == known
            ? this
            : new Ledger(
                accountId, identity, attributes, with(deals, e.dealId(), longer), churn, visits);
      }
      case ChurnReported e -> {
        var longer = churn.with(e);
        yield longer == churn
            ? this
            : new Ledger(accountId, identity, attributes, deals, longer, visits);
      }
      case SiteVisited e -> {
        var more = visits.with(e);
        yield more == visits
            ? this
            : new Ledger(accountId, identity, attributes, deals, churn, more);
      }
      case AccountErased _, AccountMerged _ -> throw new IllegalStateException("no fact: " + event);
    };
  }

  @SuppressWarnings("ReferenceEquality") // its own sign that it knew the event
  private Ledger being(Identity now) {
    if (now == identity) {
      return this;
    }
    var left = new TreeMap<String, Timeline<DealReported>>();
    deals.forEach((dealId, reports) -> {
      var kept = reports.only(now::keeps);
      if (!kept.held().isEmpty()) {
        left.put(dealId, kept);
      }
    });
    return new Ledger(
        accountId,
        now,
        attributes.only(now::keeps),
        Collections.unmodifiableSortedMap(left),
        churn.only(now::keeps),
        visits.only(now::keeps));
  }

  /// Why the account cannot become another one as this says; empty when it can.
  public Optional<String> objection(AccountMerged merge) {
    Optional<String> already = mergedInto().filter(into -> !into.equals(merge.into()));
    if (already.isPresent()) {
      return Optional.of(
          "account %s was merged into %s already, and cannot be merged into %s, too"
              .formatted(accountId, already.get(), merge.into()));
    }
    return identity.joined().containsKey(merge.into())
        ? Optional.of(
            "account %s cannot be merged into %s, which was merged into it"
                .formatted(accountId, merge.into()))
        : Optional.empty();
  }

  /// Whether nothing is known to have happened: all of it was erased or went elsewhere, or there
  /// never was anything.
  public boolean isVacant() {
    return facts().findAny().isEmpty();
  }

  /// When the account was last erased.
  public Optional<Instant> erasedAt() {
    return identity.erased().map(AccountEvent::occurredAt);
  }

  /// The merge by which it became another account.
  public Optional<AccountMerged> merged() {
    return identity.merged();
  }

  /// Which account it became.
  public Optional<String> mergedInto() {
    return merged().map(AccountMerged::into);
  }

  /// How it ended; empty for an account that was neither erased nor merged.
  public Optional<AccountEnd> end() {
    return erasedAt().isPresent() || mergedInto().isPresent()
        ? Optional.of(new AccountEnd(accountId, erasedAt(), mergedInto()))
        : Optional.empty();
  }

  public String accountId() {
    return accountId;
  }

  /// All events it is made of; [#of] makes an equal ledger of them.
  public Stream<AccountEvent> events() {
    return Stream.concat(identity.events(), facts());
  }

  private Stream<AccountEvent> facts() {
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

  /// The latest time at which something happened to it; empty when nothing is known to have.
  public Optional<Instant> asOf() {
    return facts().map(AccountEvent::occurredAt).max(Comparator.naturalOrder());
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

  /// Whenever the view has changed, or will, though nothing happens.
  public Stream<Instant> changesOfView() {
    return visits.endsOfWindow(Instant.MAX);
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
        Stream.concat(facts().map(AccountEvent::occurredAt), visits.endsOfWindow(asOf))
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
