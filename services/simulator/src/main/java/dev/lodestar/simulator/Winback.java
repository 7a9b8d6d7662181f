package dev.lodestar.simulator;

import dev.lodestar.core.account.AccountEvent;
import dev.lodestar.core.account.AccountEvent.AttributesObserved;
import dev.lodestar.core.account.AccountEvent.ChurnKind;
import dev.lodestar.core.account.AccountEvent.ChurnReported;
import dev.lodestar.core.account.AccountEvent.DealReported;
import dev.lodestar.core.account.AccountEvent.DealStage;
import dev.lodestar.core.account.AttributeValue;
import dev.lodestar.core.account.AttributeValue.Text;
import dev.lodestar.core.definition.ProfileDefinition;
import dev.lodestar.core.definition.TierShares;
import dev.lodestar.core.retargeting.Retargeting.Cause;
import dev.lodestar.core.retargeting.Retargeting.State;
import dev.lodestar.simulator.Draws.Purpose;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.SortedMap;
import java.util.TreeMap;

/// A story about lapsed accounts of which it is known who comes to fit, when and why.
///
/// 500 customers churned. All of them get new funding, which brings 100 to the profile. Then the
/// market turns, and with it the profile, which brings 80 more. Then 30 fall out: ten lose their
/// funding, for ten a deal opens, and on ten the profile turns its back. Everybody else stays far
/// from the bar, whatever the luck of the draw.
///
/// Told in chapters, after each of which but for [Chapter#FUNDING] a version is to be published. A
/// pure function of the seed and the start.
public final class Winback {

  public static final int CHURNED = 500;
  public static final int FUNDED = 100;
  public static final int TURNED = 80;

  private static final int FALLEN_PER_REASON = 10;
  private static final int DEALS_PER_CHAPTER = 1_500;

  /// How long before now it has to begin, so as to end today.
  public static final Duration LENGTH = Duration.ofDays(412);

  private static final String SECTOR = "sector";
  private static final String FUNDING = "funding";
  private static final String KAFKA = "kafka";

  private static final List<String> SECTORS =
      List.of("software", "media", "retail", "logistics", "education");
  private static final List<String> FUNDINGS = List.of("none", "series-a", "series-b");

  private final long seed;
  private final Instant start;

  public Winback(long seed, Instant start) {
    this.seed = seed;
    this.start = start;
  }

  /// What happens, in this order.
  public enum Chapter {
    /// Deals by which a profile is learned, and 500 customers who leave.
    OPENING,
    /// New funding for the 500.
    FUNDING,
    /// Deals by which the profile turns to logistics.
    TURN,
    /// Ten lose their funding, ten are talked to, and the profile turns its back on media.
    FALL
  }

  /// A decision that must be announced about an account.
  public record Crossing(State state, Cause cause) {}

  /// The profile that this is told to: what is long ago weighs little.
  public ProfileDefinition definition() {
    var defaults = ProfileDefinition.withDefaults(ProfileDefinition.DEFAULT_ID);
    return new ProfileDefinition(
        defaults.profileId(),
        defaults.kind(),
        defaults.scope(),
        defaults.attributes(),
        defaults.behaviours(),
        defaults.hypotheses(),
        defaults.valuation(),
        Optional.of(Duration.ofDays(20)),
        new TierShares(0.1, 0.25, 0.35),
        defaults.publication());
  }

  /// In the order in which they are reported.
  public List<AccountEvent> events(Chapter chapter) {
    var events = new ArrayList<AccountEvent>();
    switch (chapter) {
      case OPENING -> {
        for (int i = 0; i < CHURNED; i++) {
          open(i, events);
        }
        deals(90, List.of("logistics", "education"), events);
      }
      case FUNDING -> {
        for (int i = 0; i < CHURNED; i++) {
          events.add(observed(account(i), 200, Map.of(FUNDING, new Text(funded(i)))));
        }
      }
      case TURN -> deals(270, List.of("education"), events);
      case FALL -> {
        for (int i = 0; i < FALLEN_PER_REASON; i++) {
          events.add(observed(account(i), 310, Map.of(FUNDING, new Text("none"))));
          events.add(deal(account(FALLEN_PER_REASON + i), "again", 311, DealStage.OPENED));
        }
        deals(380, List.of("media", "education"), events);
      }
    }
    return events;
  }

  /// All that must be announced by the end of a chapter, by account, in order; nothing of anybody
  /// else.
  public SortedMap<String, List<Crossing>> announcedBy(Chapter chapter) {
    var expected = new TreeMap<String, List<Crossing>>();
    for (int i = 0; i < FUNDED + TURNED; i++) {
      var crossings = new ArrayList<Crossing>();
      if (i < FUNDED && chapter.compareTo(Chapter.FUNDING) >= 0) {
        crossings.add(new Crossing(State.CANDIDATE, Cause.ACCOUNT));
      }
      if (i >= FUNDED && chapter.compareTo(Chapter.TURN) >= 0) {
        crossings.add(new Crossing(State.CANDIDATE, Cause.PROFILE));
      }
      if (i < 2 * FALLEN_PER_REASON && chapter == Chapter.FALL) {
        crossings.add(new Crossing(State.WITHDRAWN, Cause.ACCOUNT));
      }
      if (isOfMedia(i) && chapter == Chapter.FALL) {
        crossings.add(new Crossing(State.WITHDRAWN, Cause.PROFILE));
      }
      if (!crossings.isEmpty()) {
        expected.put(account(i), List.copyOf(crossings));
      }
    }
    return expected;
  }

  private void open(int i, List<AccountEvent> events) {
    String account = account(i);
    var attributes = new TreeMap<String, AttributeValue>();
    attributes.put(SECTOR, new Text(sector(i)));
    attributes.put(FUNDING, new Text(isTurned(i) ? "series-a" : "none"));
    attributes.put(KAFKA, new Text(i < FUNDED ? "yes" : "no"));
    events.add(observed(account, 5, attributes));
    events.add(deal(account, "first", 40 + i % 20, DealStage.WON));
    events.add(
        new ChurnReported(
            id(account, "churn"),
            account,
            day(122),
            "billing",
            ChurnKind.CHURNED,
            Optional.empty(),
            Optional.of("budget"),
            day(122)));
  }

  private static boolean isTurned(int i) {
    return i >= FUNDED && i < FUNDED + TURNED;
  }

  private static boolean isOfMedia(int i) {
    return i >= 2 * FALLEN_PER_REASON && i < 3 * FALLEN_PER_REASON;
  }

  private static String sector(int i) {
    if (isOfMedia(i)) {
      return "media";
    }
    if (i < FUNDED) {
      return "software";
    }
    return isTurned(i) ? "logistics" : "education";
  }

  private static String funded(int i) {
    return i < FUNDED + TURNED ? "series-b" : "series-a";
  }

  /// A month of deals with others.
  ///
  /// @param unwanted sectors that hardly ever buy then
  private void deals(int firstDay, List<String> unwanted, List<AccountEvent> to) {
    var draws = Draws.of(seed, firstDay, Purpose.OUTCOMES);
    for (int i = 0; i < DEALS_PER_CHAPTER; i++) {
      String account = "market-%d-%d-%04d".formatted(seed, firstDay, i);
      String sector = draws.oneOf(SECTORS);
      String funding = draws.oneOf(FUNDINGS);
      boolean kafka = draws.chance(0.5);
      double logOdds =
          -0.5
              + (unwanted.contains(sector) ? -4 : wanted(sector))
              + List.of(-2.5, 1.5, 2.0).get(FUNDINGS.indexOf(funding))
              + (kafka ? 0.8 : -0.8);
      boolean won = draws.chance(1 / (1 + StrictMath.exp(-logOdds)));
      int closed = firstDay + 30 * i / DEALS_PER_CHAPTER;
      var attributes = new TreeMap<String, AttributeValue>();
      attributes.put(SECTOR, new Text(sector));
      attributes.put(FUNDING, new Text(funding));
      attributes.put(KAFKA, new Text(kafka ? "yes" : "no"));
      to.add(observed(account, closed - 25, attributes));
      // They stay in talks, so that none of them lapses.
      to.add(deal(account, "next", closed - 1, DealStage.OPENED));
      to.add(deal(account, "only", closed, won ? DealStage.WON : DealStage.LOST));
    }
  }

  private static double wanted(String sector) {
    return switch (sector) {
      case "logistics" -> 2.5;
      case "retail" -> 0;
      default -> 1;
    };
  }

  private AttributesObserved observed(
      String account, int day, Map<String, AttributeValue> attributes) {
    var values = new TreeMap<String, Optional<AttributeValue>>();
    attributes.forEach((name, value) -> values.put(name, Optional.of(value)));
    return new AttributesObserved(
        id(account, "attributes-" + day), account, day(day), "enrichment", values);
  }

  private DealReported deal(String account, String dealId, int day, DealStage stage) {
    return new DealReported(
        id(account, dealId),
        account,
        day(day),
        "crm",
        account + "-" + dealId,
        0,
        stage,
        Optional.empty(),
        OptionalDouble.empty(),
        OptionalDouble.empty(),
        Optional.of(day(day - 20)),
        Optional.empty(),
        Optional.empty(),
        new TreeMap<>());
  }

  private String account(int i) {
    return "churned-%d-%03d".formatted(seed, i);
  }

  private static String id(String account, String what) {
    return account + ":" + what;
  }

  private Instant day(int day) {
    return start.plus(Duration.ofDays(day));
  }
}
