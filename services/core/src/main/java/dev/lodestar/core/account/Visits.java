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
      long pricing = recent.stream().filter(Visits::isPricing).count();
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

  /// Records what [#behaviourAt] answers at each of these times, in one pass over the visits.
  ///
  /// @param times ascending
  void record(List<Instant> times, PastRecorder recorder) {
    var all = newest.effective();
    if (all.isEmpty()) {
      return;
    }
    int begin = 0; // of the window
    int end = 0;
    long pricing = 0;
    Optional<String> lastSource = Optional.empty();
    for (Instant time : times) {
      Instant from = time.minus(WINDOW);
      for (; end < all.size() && !all.get(end).occurredAt().isAfter(time); end++) {
        pricing += isPricing(all.get(end)) ? 1 : 0;
        var source = all.get(end).utm().source();
        lastSource = source.isPresent() ? source : lastSource;
      }
      for (; begin < end && !all.get(begin).occurredAt().isAfter(from); begin++) {
        pricing -= isPricing(all.get(begin)) ? 1 : 0;
      }
      boolean isKnown = end > 0;
      if (remembers(from)) {
        recorder.set(Behaviours.VISITS_30D, time, quantity(isKnown, end - begin));
        recorder.set(Behaviours.PRICING_PAGE_30D, time, quantity(isKnown, pricing));
      } else {
        recorder.forget(Behaviours.VISITS_30D);
        recorder.forget(Behaviours.PRICING_PAGE_30D);
      }
      recordCampaigns(time, lastSource, recorder);
    }
  }

  private void recordCampaigns(Instant time, Optional<String> lastSource, PastRecorder recorder) {
    var first =
        firstFromCampaign.held().stream().filter(v -> !v.occurredAt().isAfter(time)).findFirst();
    recorder.set(Behaviours.FIRST_UTM_SOURCE, time, first.flatMap(v -> text(v.utm().source())));
    recorder.set(Behaviours.FIRST_UTM_MEDIUM, time, first.flatMap(v -> text(v.utm().medium())));
    if (newest.held().size() < Ledger.MAX_VISITS || lastSource.isPresent()) {
      recorder.set(Behaviours.LAST_UTM_SOURCE, time, text(lastSource));
    } else {
      recorder.forget(Behaviours.LAST_UTM_SOURCE);
    }
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

  private static boolean isPricing(SiteVisited visit) {
    return visit.path().contains(PRICING);
  }

  private static Optional<AttributeValue> quantity(boolean isKnown, long count) {
    return isKnown ? Optional.of(new AttributeValue.Quantity(count)) : Optional.empty();
  }

  private static Optional<AttributeValue> text(Optional<String> value) {
    return value.map(AttributeValue.Text::new);
  }

  private static void text(
      Map<String, AttributeValue> behaviour, String name, Optional<String> value) {
    value.ifPresent(v -> behaviour.put(name, new AttributeValue.Text(v)));
  }
}
