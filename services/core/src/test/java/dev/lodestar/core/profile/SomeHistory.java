package dev.lodestar.core.profile;

import dev.lodestar.core.account.AccountEvent;
import dev.lodestar.core.account.AccountEvent.AttributesObserved;
import dev.lodestar.core.account.AccountEvent.ChurnKind;
import dev.lodestar.core.account.AccountEvent.ChurnReported;
import dev.lodestar.core.account.AccountEvent.DealReported;
import dev.lodestar.core.account.AccountEvent.DealStage;
import dev.lodestar.core.account.AttributeValue;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.SplittableRandom;
import java.util.TreeMap;

/// A seeded history of many accounts, as events; and the same with detours that end where it does.
final class SomeHistory {

  private static final Instant START = Instant.parse("2025-01-06T00:00:00Z");
  private static final int ACCOUNTS = 80;

  private final SplittableRandom random;
  private final List<AccountEvent> events = new ArrayList<>();
  private final List<AccountEvent> detours = new ArrayList<>();

  SomeHistory(long seed) {
    random = new SplittableRandom(seed);
    for (int account = 0; account < ACCOUNTS; account++) {
      tell("account-" + account);
    }
  }

  /// What happened, in no particular order.
  List<AccountEvent> events() {
    return List.copyOf(events);
  }

  /// Of some accounts, what was said meanwhile and taken back: wins that turned into losses and
  /// back, attributes put right, customers that came back.
  List<AccountEvent> detours() {
    return List.copyOf(detours);
  }

  private void tell(String account) {
    var first = START.plus(Duration.ofHours(random.nextInt(200 * 24)));
    boolean retail = random.nextInt(3) == 0;
    var truth =
        Map.of(
            "industry",
            text(retail ? "retail" : random.nextBoolean() ? "health" : "mining"),
            "employees",
            new AttributeValue.Quantity(1 << random.nextInt(12)));
    if (random.nextInt(4) == 0) {
      // Told wrongly first, and corrected for the same time: the later word counts.
      detours.add(observed(account + "-a0", account, first, Map.of("industry", text("unsure"))));
    }
    events.add(observed(account + "-a1", account, first, truth));
    for (int deal = 0; deal < 1 + random.nextInt(2); deal++) {
      deal(account, "deal-" + deal, first.plus(Duration.ofDays(10 + 60L * deal)), retail);
    }
  }

  private void deal(String account, String deal, Instant openedAt, boolean retail) {
    var closedAt = openedAt.plus(Duration.ofDays(random.nextInt(40)));
    boolean won = random.nextInt(10) < (retail ? 7 : 3);
    var last = won ? DealStage.WON : DealStage.LOST;
    var other = won ? DealStage.LOST : DealStage.WON;
    String id = account + "-" + deal;
    events.add(report(id + "-9", account, deal, 9, last, openedAt, closedAt));
    if (random.nextInt(4) == 0) {
      detours.add(report(id + "-1", account, deal, 1, last, openedAt, closedAt.minusSeconds(30)));
      detours.add(report(id + "-2", account, deal, 2, other, openedAt, closedAt.minusSeconds(20)));
      detours.add(
          report(
              id + "-3",
              account,
              deal,
              3,
              DealStage.REOPENED,
              openedAt,
              closedAt.minusSeconds(10)));
    }
    // Churn is the account's, so that of one deal is that of all: one story of it is enough.
    if (won && deal.equals("deal-0") && random.nextInt(2) == 0) {
      var left = closedAt.plus(Duration.ofDays(30));
      if (random.nextBoolean()) {
        events.add(churn(id + "-c1", account, ChurnKind.CHURNED, left));
      } else {
        detours.add(churn(id + "-c2", account, ChurnKind.CHURNED, left));
        detours.add(churn(id + "-c3", account, ChurnKind.REACTIVATED, left.plusSeconds(3600)));
      }
    }
  }

  static AttributeValue text(String value) {
    return new AttributeValue.Text(value);
  }

  static AccountEvent observed(
      String id, String account, Instant at, Map<String, AttributeValue> attributes) {
    var optional = new TreeMap<String, Optional<AttributeValue>>();
    attributes.forEach((name, value) -> optional.put(name, Optional.of(value)));
    return new AttributesObserved(id, account, at, "crm", optional);
  }

  static AccountEvent report(
      String id,
      String account,
      String deal,
      long revision,
      DealStage stage,
      Instant openedAt,
      Instant closedAt) {
    return new DealReported(
        id,
        account,
        closedAt,
        "crm",
        deal,
        revision,
        stage,
        Optional.empty(),
        OptionalDouble.empty(),
        OptionalDouble.empty(),
        Optional.of(openedAt),
        Optional.of(closedAt),
        Optional.empty(),
        new TreeMap<>());
  }

  private static AccountEvent churn(String id, String account, ChurnKind kind, Instant at) {
    return new ChurnReported(
        id, account, at, "billing", kind, Optional.empty(), Optional.empty(), at);
  }
}
