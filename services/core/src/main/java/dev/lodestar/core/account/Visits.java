package dev.lodestar.core.account;

import dev.lodestar.core.account.AccountEvent.SiteVisited;
import dev.lodestar.core.account.AccountEvent.Utm;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.stream.Stream;

/// The visits of one account, and what they say of its behaviour at a time.
final class Visits {

  private static final Duration WINDOW = Duration.ofDays(30);

  /// Parts of paths that only somebody opens who thinks of buying.
  private static final List<String> INTENT =
      List.of(
          "/pricing",
          "/demo",
          "/trial",
          "/contact",
          "/quote",
          "/signup",
          "/sign-up",
          "/checkout",
          "/book");

  private static final String PRICING = INTENT.getFirst();

  private static final Map<String, Function<Utm, Optional<String>>> FIRST =
      Map.of(
          Behaviours.FIRST_UTM_SOURCE, Utm::source,
          Behaviours.FIRST_UTM_MEDIUM, Utm::medium,
          Behaviours.FIRST_UTM_CAMPAIGN, Utm::campaign);

  private static final Map<String, Function<Utm, Optional<String>>> LAST =
      Map.of(
          Behaviours.LAST_UTM_SOURCE, Utm::source,
          Behaviours.LAST_UTM_MEDIUM, Utm::medium,
          Behaviours.LAST_UTM_CAMPAIGN, Utm::campaign);

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

  /// Without the visits whose time of occurrence is not to be kept.
  Visits only(Predicate<Instant> keeps) {
    var kept = newest.only(keeps);
    var first = firstFromCampaign.only(keeps);
    if (first.held().isEmpty()) {
      first = none();
      for (SiteVisited visit : kept.held()) {
        if (visit.utm().source().isPresent()) {
          first = first.with(visit);
          break;
        }
      }
    }
    return new Visits(kept, first);
  }

  Stream<SiteVisited> held() {
    return Stream.concat(firstFromCampaign.held().stream(), newest.held().stream()).distinct();
  }

  /// Behaviour as of a time; absent where no visit had been seen by then, or where visits that
  /// would count have been forgotten.
  SortedMap<String, AttributeValue> behaviourAt(Instant time) {
    var behaviour = new TreeMap<String, AttributeValue>();
    var before = before(time);
    var first = firstCampaignAt(time);
    if (before.isEmpty() && first.isEmpty()) {
      return behaviour;
    }
    Instant from = time.minus(WINDOW);
    if (remembers(from)) {
      var counts = new Counts();
      before.stream().filter(v -> v.occurredAt().isAfter(from)).forEach(counts::add);
      counts.byName().forEach((name, count) -> behaviour.put(name, quantity(count)));
    }
    var last = before.reversed().stream().map(SiteVisited::utm).filter(Visits::isCampaign);
    texts(FIRST, first).forEach((name, text) -> text.ifPresent(t -> behaviour.put(name, t)));
    texts(LAST, last.findFirst())
        .forEach((name, text) -> text.ifPresent(t -> behaviour.put(name, t)));
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
    var counts = new Counts();
    Optional<Utm> last = Optional.empty();
    for (Instant time : times) {
      Instant from = time.minus(WINDOW);
      for (; end < all.size() && !all.get(end).occurredAt().isAfter(time); end++) {
        counts.add(all.get(end));
        last = isCampaign(all.get(end).utm()) ? Optional.of(all.get(end).utm()) : last;
      }
      for (; begin < end && !all.get(begin).occurredAt().isAfter(from); begin++) {
        counts.remove(all.get(begin));
      }
      boolean isKnown = end > 0;
      boolean isRemembered = remembers(from);
      counts
          .byName()
          .forEach((name, count) -> {
            if (isRemembered) {
              recorder.set(name, time, isKnown ? Optional.of(quantity(count)) : Optional.empty());
            } else {
              recorder.forget(name);
            }
          });
      texts(FIRST, firstCampaignAt(time)).forEach((name, text) -> recorder.set(name, time, text));
      boolean isLastKnown = newest.held().size() < Ledger.MAX_VISITS || last.isPresent();
      texts(LAST, last)
          .forEach((name, text) -> {
            if (isLastKnown) {
              recorder.set(name, time, text);
            } else {
              recorder.forget(name);
            }
          });
    }
  }

  double engagementAt(Instant time, Duration halfLife) {
    return before(time).stream()
        .mapToDouble(v -> Engagement.weight(v.occurredAt(), time, halfLife))
        .sum();
  }

  /// The moments up to a time at which a visit became too old to count.
  Stream<Instant> endsOfWindow(Instant upTo) {
    Instant from = upTo.minus(WINDOW);
    return newest.effective().stream()
        .map(AccountEvent::occurredAt)
        .takeWhile(occurredAt -> !occurredAt.isAfter(from))
        .map(occurredAt -> occurredAt.plus(WINDOW));
  }

  Optional<Instant> lastEndOfWindow(Instant upTo) {
    return lastBefore(upTo.minus(WINDOW)).map(occurredAt -> occurredAt.plus(WINDOW));
  }

  Optional<Instant> nextEndOfWindow(Instant after) {
    Instant from = after.minus(WINDOW);
    return newest.effective().stream()
        .map(AccountEvent::occurredAt)
        .filter(from::isBefore)
        .findFirst()
        .map(occurredAt -> occurredAt.plus(WINDOW));
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
    if (!isCampaign(visit.utm())) {
      return false;
    }
    var both = firstFromCampaign.with(visit).held();
    return both.getFirst().equals(visit) && both.size() > firstFromCampaign.held().size();
  }

  private Optional<Utm> firstCampaignAt(Instant time) {
    return firstFromCampaign.held().stream()
        .filter(v -> !v.occurredAt().isAfter(time))
        .map(SiteVisited::utm)
        .findFirst();
  }

  private boolean isSame(Timeline<SiteVisited> longer) {
    return longer == newest || longer.held().equals(newest.held());
  }

  private static boolean isCampaign(Utm utm) {
    return utm.source().isPresent();
  }

  private static AttributeValue quantity(int count) {
    return new AttributeValue.Quantity(count);
  }

  private static SortedMap<String, Optional<AttributeValue>> texts(
      Map<String, Function<Utm, Optional<String>>> parts, Optional<Utm> utm) {
    var texts = new TreeMap<String, Optional<AttributeValue>>();
    parts.forEach((name, part) -> texts.put(name, utm.flatMap(part).map(AttributeValue.Text::new)));
    return texts;
  }

  /// The visits of a window, counted.
  private static final class Counts {

    private int visits;
    private int pricing;
    private int intent;

    void add(SiteVisited visit) {
      count(visit, 1);
    }

    void remove(SiteVisited visit) {
      count(visit, -1);
    }

    Map<String, Integer> byName() {
      return Map.of(
          Behaviours.VISITS_30D,
          visits,
          Behaviours.PRICING_PAGE_30D,
          pricing,
          Behaviours.INTENT_PAGES_30D,
          intent);
    }

    private void count(SiteVisited visit, int one) {
      visits += one;
      pricing += visit.path().contains(PRICING) ? one : 0;
      intent += INTENT.stream().anyMatch(visit.path()::contains) ? one : 0;
    }
  }
}
