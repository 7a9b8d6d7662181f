package dev.lodestar.core.account;

import dev.lodestar.core.account.AccountEvent.SiteVisited;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Stream;

/// The visits of one account, and what they say of its behaviour at a time.
final class Visits {

  private static final Duration WINDOW = Duration.ofDays(30);
  private static final String PRICING = "/pricing";

  static final Visits NONE = new Visits(none(), none());

  private final Timeline<SiteVisited> newest;

  // The first visit that named a campaign outlives the limit, since it says where the account came
  // from.
  private final Timeline<SiteVisited> firstFromCampaign;

  private Visits(Timeline<SiteVisited> newest, Timeline<SiteVisited> firstFromCampaign) {
    this.newest = newest;
    this.firstFromCampaign = firstFromCampaign;
  }

  private static Timeline<SiteVisited> none() {
    return Timeline.empty(
        Comparator.comparing(AccountEvent::occurredAt), e -> List.of(e.eventId()));
  }

  Visits with(SiteVisited visit) {
    var longer = newest.with(visit).newest(Ledger.MAX_VISITS);
    var first = isEarlierCampaign(visit) ? none().with(visit) : firstFromCampaign;
    return isSame(longer) && first == firstFromCampaign ? this : new Visits(longer, first);
  }

  Stream<SiteVisited> held() {
    return Stream.concat(firstFromCampaign.held().stream(), newest.held().stream()).distinct();
  }

  /// Behaviour as of a time; absent where no visit had been seen by then, or where visits that
  /// would count have been forgotten.
  SortedMap<String, AttributeValue> behaviourAt(Instant time) {
    var behaviour = new TreeMap<String, AttributeValue>();
    var before = before(time);
    if (before.isEmpty()
        && firstFromCampaign.held().stream().noneMatch(v -> !v.occurredAt().isAfter(time))) {
      return behaviour;
    }
    Instant from = time.minus(WINDOW);
    if (remembers(from)) {
      var recent = before.stream().filter(v -> v.occurredAt().isAfter(from)).toList();
      behaviour.put(Behaviours.VISITS_30D, new AttributeValue.Quantity(recent.size()));
      long pricing = recent.stream().filter(v -> v.path().contains(PRICING)).count();
      behaviour.put(Behaviours.PRICING_PAGE_30D, new AttributeValue.Quantity(pricing));
    }
    firstFromCampaign.held().stream()
        .filter(v -> !v.occurredAt().isAfter(time))
        .forEach(v -> {
          text(behaviour, Behaviours.FIRST_UTM_SOURCE, v.utm().source());
          text(behaviour, Behaviours.FIRST_UTM_MEDIUM, v.utm().medium());
        });
    before.reversed().stream()
        .flatMap(v -> v.utm().source().stream())
        .findFirst()
        .ifPresent(s -> text(behaviour, Behaviours.LAST_UTM_SOURCE, Optional.of(s)));
    return behaviour;
  }

  double engagementAt(Instant time) {
    double halfLife = Engagement.HALF_LIFE.toMillis();
    return before(time).stream()
        .mapToDouble(
            v -> StrictMath.pow(0.5, Duration.between(v.occurredAt(), time).toMillis() / halfLife))
        .sum();
  }

  Optional<Instant> lastBefore(Instant time) {
    var before = before(time);
    return before.isEmpty() ? Optional.empty() : Optional.of(before.getLast().occurredAt());
  }

  private List<SiteVisited> before(Instant time) {
    return newest.effective().stream().filter(v -> !v.occurredAt().isAfter(time)).toList();
  }

  private boolean remembers(Instant from) {
    return newest.held().size() < Ledger.MAX_VISITS
        || !newest.held().getFirst().occurredAt().isAfter(from);
  }

  private boolean isEarlierCampaign(SiteVisited visit) {
    if (visit.utm().source().isEmpty()) {
      return false;
    }
    var both = firstFromCampaign.with(visit).held();
    return both.getFirst().equals(visit) && both.size() > firstFromCampaign.held().size();
  }

  private boolean isSame(Timeline<SiteVisited> longer) {
    return longer == newest || longer.held().equals(newest.held());
  }

  private static void text(
      Map<String, AttributeValue> behaviour, String name, Optional<String> value) {
    value.ifPresent(v -> behaviour.put(name, new AttributeValue.Text(v)));
  }
}
