package dev.lodestar.simulator;

import dev.lodestar.core.account.AccountEvent;
import dev.lodestar.core.account.AccountEvent.AttributesObserved;
import dev.lodestar.core.account.AccountEvent.ChurnKind;
import dev.lodestar.core.account.AccountEvent.ChurnReported;
import dev.lodestar.core.account.AccountEvent.DealReported;
import dev.lodestar.core.account.AccountEvent.DealStage;
import dev.lodestar.core.account.AccountEvent.SiteVisited;
import dev.lodestar.core.account.AccountEvent.Utm;
import dev.lodestar.core.account.AttributeValue;
import dev.lodestar.core.account.AttributeValue.Quantity;
import dev.lodestar.core.account.AttributeValue.Text;
import dev.lodestar.core.account.Behaviours;
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

/// All that ever happens to one account, from the day it turns up: a pure function of the world's
/// settings, the account's number and that day.
final class Life {

  private static final int MOST_DEALS = 3;
  private static final int WINDOW_DAYS = 30;

  private static final double DUPLICATED = 0.01;
  private static final double VISIT_REPORTED_LATE = 0.03;
  private static final double DEAL_REPORTED_LATE = 0.05;
  private static final double LOST_BY_MISTAKE = 0.02;
  private static final double OPENING_NEVER_REPORTED = 0.03;
  private static final double NEVER_ENRICHED = 0.05;
  private static final double ENRICHED_LATE = 0.15;
  private static final double SIZE_WRONG_AT_FIRST = 0.03;
  private static final double GROWS = 0.2;

  private static final List<String> PAGES =
      List.of("/", "/product", "/docs/getting-started", "/customers", "/blog/streams", "/about");
  private static final List<String> CHANNELS = List.of("inbound", "outbound", "partner");
  private static final List<String> LOST_BECAUSE = List.of("price", "competitor", "no decision");

  private final WorldSettings settings;
  private final Market market;
  private final long number;
  private final long bornMs;
  private final Company company;
  private final Company grown;
  private final long grownMs;

  private final List<Reported> reported = new ArrayList<>();
  private final List<Deal> deals = new ArrayList<>();

  private final Draws visitDraws;
  private final Draws dealDraws;
  private final Draws outcomeDraws;
  private final Draws reportDraws;

  private Life(WorldSettings settings, Market market, long number, long bornMs) {
    this.settings = settings;
    this.market = market;
    this.number = number;
    this.bornMs = bornMs;
    this.visitDraws = draws(Purpose.VISITS);
    this.dealDraws = draws(Purpose.DEALS);
    this.outcomeDraws = draws(Purpose.OUTCOMES);
    this.reportDraws = draws(Purpose.REPORTS);
    var draws = draws(Purpose.COMPANY);
    int year = settings.timeline().start().atZone(java.time.ZoneOffset.UTC).getYear();
    this.company = Company.drawn(draws, year);
    this.grown = company.grown(draws);
    this.grownMs =
        draws.chance(GROWS) ? bornMs + Timeline.days(draws.between(60, 400)) : Long.MAX_VALUE;
  }

  static Life of(WorldSettings settings, Market market, long number, long bornMs) {
    var life = new Life(settings, market, number, bornMs);
    life.enrich();
    life.browse();
    life.negotiate();
    return life;
  }

  /// What is reported of the account, in no order.
  List<Reported> reported() {
    return reported;
  }

  /// The deals that end, with what decided them.
  List<Deal> deals() {
    return deals;
  }

  private void enrich() {
    var draws = draws(Purpose.ENRICHMENT);
    observe(bornMs, bornMs, "crm", company.crm());
    boolean never = draws.chance(NEVER_ENRICHED);
    boolean late = draws.chance(ENRICHED_LATE);
    long seenMs = bornMs + Timeline.days(late ? draws.between(20, 120) : draws.between(0, 2));
    boolean wrong = draws.chance(SIZE_WRONG_AT_FIRST);
    long correctedMs = seenMs + Timeline.days(draws.between(1, 20));
    long growthDelayMs = Timeline.days(draws.between(0, 5));
    if (never) {
      return;
    }
    if (wrong) {
      var mistaken = new TreeMap<>(companyAt(seenMs).enrichment());
      mistaken.put(Company.EMPLOYEES, new Quantity(company.employees() * 10));
      observe(seenMs, seenMs, "enrichment", mistaken);
      observe(correctedMs, correctedMs, "enrichment", companyAt(correctedMs).enrichment());
    } else {
      observe(seenMs, seenMs, "enrichment", companyAt(seenMs).enrichment());
    }
    if (grownMs != Long.MAX_VALUE) {
      long from = Math.max(grownMs, seenMs);
      observe(from, from + growthDelayMs, "enrichment", grown.enrichment());
    }
  }

  private void browse() {
    int visits = visitDraws.poisson(2);
    for (int i = 0; i < visits; i++) {
      visit(bornMs + Timeline.days(visitDraws.between(0, 60)), visitDraws.oneOf(PAGES));
    }
  }

  private void negotiate() {
    if (!dealDraws.chance(0.7)) {
      return;
    }
    long openMs = bornMs + Timeline.days(Math.clamp(dealDraws.logNormal(20, 0.7), 3, 120));
    for (int i = 1; i <= MOST_DEALS; i++) {
      long nextMs = deal(i, openMs);
      if (nextMs < 0) {
        return;
      }
      openMs = nextMs;
    }
  }

  /// Lets one deal run its course and returns when the next one opens, or -1.
  private long deal(int ordinal, long openMs) {
    double pricingViews = showInterest(openMs);
    String dealId = accountId() + "-d" + ordinal;
    String product = dealDraws.chance(0.6) ? "platform" : "analytics";
    var dealAttributes =
        new TreeMap<String, AttributeValue>(Map.of("channel", new Text(dealDraws.oneOf(CHANNELS))));
    double amount =
        100
            * Math.rint(
                dealDraws.logNormal(40 * StrictMath.pow(companyAt(openMs).employees(), 0.6), 0.5)
                    + 5);
    double costs = 100 * Math.rint(amount * dealDraws.between(0.1, 0.35) / 100);
    long closeMs = openMs + Timeline.days(Math.clamp(dealDraws.logNormal(25, 0.6), 2, 150));
    long mistakenMs = closeMs;
    boolean mistaken = dealDraws.chance(LOST_BY_MISTAKE);
    if (mistaken) {
      closeMs += Timeline.days(dealDraws.between(6, 20));
    }

    var decisive = new TreeMap<>(companyAt(openMs).attributes());
    decisive.put(Behaviours.PRICING_PAGE_30D, new Quantity(pricingViews));
    double chance = market.chance(decisive, Timeline.dayOf(closeMs));
    boolean won = outcomeDraws.chance(chance);
    deals.add(new Deal(dealId, decisive, Timeline.dayOf(closeMs), won));

    var draft = new DealDraft(dealId, product, amount, costs, openMs, dealAttributes);
    long revision = 0;
    if (!dealDraws.chance(OPENING_NEVER_REPORTED)) {
      report(draft, ++revision, DealStage.OPENED, openMs, Optional.empty());
    }
    if (mistaken) {
      report(draft, ++revision, DealStage.LOST, mistakenMs, Optional.of("no decision"));
      long reopenedMs = mistakenMs + Timeline.days(dealDraws.between(1, 5));
      report(draft, ++revision, DealStage.REOPENED, reopenedMs, Optional.empty());
    }
    report(
        draft,
        ++revision,
        won ? DealStage.WON : DealStage.LOST,
        closeMs,
        won ? Optional.empty() : Optional.of(dealDraws.oneOf(LOST_BECAUSE)));
    return won ? afterWin(product, closeMs, chance) : afterLoss(closeMs);
  }

  private long afterLoss(long closeMs) {
    boolean again = dealDraws.chance(0.35);
    long nextMs = closeMs + Timeline.days(dealDraws.between(60, 240));
    return again ? nextMs : -1;
  }

  /// Those who fit less stay less: the chance to churn falls with the chance to have been won.
  private long afterWin(String product, long closeMs, double chance) {
    boolean churns = outcomeDraws.chance(0.04 + 0.2 * (1 - chance));
    long churnMs = closeMs + Timeline.days(outcomeDraws.between(30, 330));
    boolean returns = outcomeDraws.chance(0.2);
    long returnMs = churnMs + Timeline.days(outcomeDraws.between(30, 120));
    boolean again = dealDraws.chance(0.25);
    long nextMs = closeMs + Timeline.days(dealDraws.between(90, 300));
    if (!churns) {
      return again ? nextMs : -1;
    }
    churn(ChurnKind.CHURNED, product, churnMs, Optional.of("budget"));
    if (returns) {
      churn(ChurnKind.REACTIVATED, product, returnMs, Optional.empty());
      return -1;
    }
    return again ? churnMs + (nextMs - closeMs) : -1;
  }

  /// The visits of the month before an opening; how many of them were to the pricing page.
  ///
  /// How many visits there are tells nothing of how many are to that page.
  private double showInterest(long openMs) {
    int visits = 1 + visitDraws.poisson(3);
    boolean priced = visitDraws.chance(0.45);
    int pricing = priced ? Math.min(visits, visitDraws.chance(0.4) ? 2 : 1) : 0;
    long from = Math.max(bornMs, openMs - Timeline.days(WINDOW_DAYS - 0.5));
    for (int i = 0; i < visits; i++) {
      long atMs = from + (long) (visitDraws.unit() * (openMs - from - 60_000));
      visit(atMs, i < pricing ? "/pricing" : visitDraws.oneOf(PAGES));
    }
    return pricing;
  }

  private void observe(
      long atMs, long reportedMs, String source, SortedMap<String, AttributeValue> values) {
    var attributes = new TreeMap<String, Optional<AttributeValue>>();
    values.forEach((name, value) -> attributes.put(name, Optional.of(value)));
    add(reportedMs, new AttributesObserved(nextId(), accountId(), at(atMs), source, attributes));
  }

  private void visit(long atMs, String page) {
    String source =
        visitDraws.oneOf(List.of("google", "google", "linkedin", "newsletter", "partner"));
    boolean campaign = visitDraws.chance(0.5);
    var utm =
        campaign
            ? new Utm(
                Optional.of(source),
                Optional.of(source.equals("newsletter") ? "email" : "cpc"),
                Optional.of("spring"))
            : Utm.NONE;
    boolean late = reportDraws.chance(VISIT_REPORTED_LATE);
    long delayMs = Timeline.days(reportDraws.between(0, 2));
    add(
        late ? atMs + delayMs : atMs,
        new SiteVisited(
            nextId(),
            accountId(),
            at(atMs),
            "web",
            page,
            campaign ? Optional.of("https://" + source + ".example/") : Optional.empty(),
            utm,
            Optional.of(accountId() + "-v" + visitDraws.below(3)),
            Optional.of(Duration.ofSeconds(5 + visitDraws.below(300)))));
  }

  private void report(
      DealDraft deal, long revision, DealStage stage, long atMs, Optional<String> reason) {
    boolean late = reportDraws.chance(DEAL_REPORTED_LATE);
    long delayMs = Timeline.days(reportDraws.between(0, 1));
    boolean closed = stage == DealStage.WON || stage == DealStage.LOST;
    add(
        late ? atMs + delayMs : atMs,
        new DealReported(
            nextId(),
            accountId(),
            at(atMs),
            "crm",
            deal.dealId,
            revision,
            stage,
            Optional.of(deal.product),
            OptionalDouble.of(deal.amount),
            closed ? OptionalDouble.of(deal.costs) : OptionalDouble.empty(),
            Optional.of(at(deal.openMs)),
            closed ? Optional.of(at(atMs)) : Optional.empty(),
            reason,
            deal.attributes));
  }

  private void churn(ChurnKind kind, String product, long atMs, Optional<String> reason) {
    add(
        atMs,
        new ChurnReported(
            nextId(),
            accountId(),
            at(atMs),
            "billing",
            kind,
            Optional.of(product),
            reason,
            at(atMs)));
  }

  private void add(long reportedMs, AccountEvent event) {
    reported.add(new Reported(reportedMs, number, reported.size(), event));
    if (reportDraws.chance(DUPLICATED)) {
      long againMs = reportedMs + Timeline.days(reportDraws.between(0, 1));
      reported.add(new Reported(againMs, number, reported.size(), event));
    }
  }

  private Company companyAt(long ms) {
    return ms >= grownMs ? grown : company;
  }

  private String accountId() {
    return "sim" + settings.seed() + "-a" + number;
  }

  private String nextId() {
    return accountId() + "-e" + reported.size();
  }

  private Instant at(long worldMs) {
    return settings.timeline().at(worldMs);
  }

  private Draws draws(Purpose purpose) {
    return Draws.of(settings.seed(), number, purpose);
  }

  /// An event on its way, ordered as it is reported; account and sequence break ties.
  record Reported(long reportedMs, long account, int sequence, AccountEvent event)
      implements Comparable<Reported> {

    @Override
    public int compareTo(Reported other) {
      int byTime = Long.compare(reportedMs, other.reportedMs);
      int byAccount = byTime != 0 ? byTime : Long.compare(account, other.account);
      return byAccount != 0 ? byAccount : Integer.compare(sequence, other.sequence);
    }
  }

  /// A deal with what truly decided it, whether or not we were told.
  record Deal(
      String dealId, SortedMap<String, AttributeValue> attributes, int closedOnDay, boolean won) {}

  private record DealDraft(
      String dealId,
      String product,
      double amount,
      double costs,
      long openMs,
      SortedMap<String, AttributeValue> attributes) {}
}
