package dev.lodestar.refinery;

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
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Random;
import java.util.TreeMap;

/// Events that tests send.
final class Facts {

  /// Before this, everything happens; at this, it is received.
  static final Instant NOON = Instant.parse("2026-03-01T12:00:00Z");

  private Facts() {}

  static Instant day(int day) {
    return NOON.minus(Duration.ofDays(400L - day));
  }

  static AttributesObserved account(
      String accountId, int day, Map<String, AttributeValue> attributes) {
    var optional = new TreeMap<String, Optional<AttributeValue>>();
    attributes.forEach((name, value) -> optional.put(name, Optional.of(value)));
    return new AttributesObserved(
        "account:" + accountId + ":" + day, accountId, day(day), "crm", optional);
  }

  static AttributesObserved account(String accountId, int day, String industry, int employees) {
    return account(
        accountId,
        day,
        Map.of("industry", new Text(industry), "employees", new Quantity(employees)));
  }

  static SiteVisited visit(String accountId, int day) {
    return new SiteVisited(
        "visit:" + accountId + ":" + day,
        accountId,
        day(day),
        "web",
        "/pricing",
        Optional.empty(),
        Utm.NONE,
        Optional.empty(),
        Optional.empty());
  }

  static DealReported deal(
      String accountId, String dealId, int opened, int day, DealStage stage, String product) {
    return new DealReported(
        "deal:" + accountId + ":" + dealId + ":" + day + ":" + stage,
        accountId,
        day(day),
        "crm",
        dealId,
        0,
        stage,
        Optional.of(product),
        OptionalDouble.empty(),
        OptionalDouble.empty(),
        Optional.of(day(opened)),
        Optional.empty(),
        Optional.empty(),
        new TreeMap<>());
  }

  static DealReported won(String accountId, String dealId, int day) {
    return deal(accountId, dealId, day - 20, day, DealStage.WON, "basic");
  }

  static DealReported lost(String accountId, String dealId, int day) {
    return deal(accountId, dealId, day - 20, day, DealStage.LOST, "basic");
  }

  static ChurnReported churned(String accountId, int day) {
    return new ChurnReported(
        "churn:" + accountId + ":" + day,
        accountId,
        day(day),
        "billing",
        ChurnKind.CHURNED,
        Optional.empty(),
        Optional.empty(),
        day(day));
  }

  /// A market in which retail companies with a hundred employees or more mostly buy, and others
  /// mostly do not.
  ///
  /// @param accounts how many, each with an account record, a visit and a deal; some churn
  static List<AccountEvent> market(long seed, int accounts) {
    var random = new Random(seed);
    var events = new ArrayList<AccountEvent>();
    for (int i = 0; i < accounts; i++) {
      String accountId = "account-" + i;
      boolean retail = random.nextBoolean();
      int employees = random.nextBoolean() ? 20 : 200;
      int day = 30 + random.nextInt(300);
      boolean good = random.nextDouble() < (retail && employees == 200 ? 0.8 : 0.2);
      events.add(account(accountId, day - 25, retail ? "retail" : "banking", employees));
      events.add(visit(accountId, day - 22));
      events.add(good ? won(accountId, "d1", day) : lost(accountId, "d1", day));
      if (good && random.nextInt(5) == 0) {
        events.add(churned(accountId, day + 30));
      }
    }
    return events;
  }
}
