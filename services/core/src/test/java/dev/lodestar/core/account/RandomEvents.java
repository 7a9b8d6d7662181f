package dev.lodestar.core.account;

import dev.lodestar.core.account.AccountEvent.AttributesObserved;
import dev.lodestar.core.account.AccountEvent.ChurnKind;
import dev.lodestar.core.account.AccountEvent.ChurnReported;
import dev.lodestar.core.account.AccountEvent.DealReported;
import dev.lodestar.core.account.AccountEvent.DealStage;
import dev.lodestar.core.account.AccountEvent.SiteVisited;
import dev.lodestar.core.account.AccountEvent.Utm;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.TreeMap;
import java.util.random.RandomGenerator;

/// Events of one account, with few distinct times and ids so that ties and clashes are common.
public final class RandomEvents {

  public static final String ACCOUNT = "acme";
  public static final Instant NOON = Instant.parse("2026-01-15T12:00:00Z");

  private final RandomGenerator random;

  public RandomEvents(RandomGenerator random) {
    this.random = random;
  }

  public List<AccountEvent> of(int count) {
    var events = new ArrayList<AccountEvent>();
    for (int i = 0; i < count; i++) {
      events.add(event());
    }
    return events;
  }

  private AccountEvent event() {
    return switch (random.nextInt(4)) {
      case 0 -> observed();
      case 1 -> visited();
      case 2 -> churned();
      default -> deal();
    };
  }

  private AccountEvent observed() {
    var attributes = new TreeMap<String, Optional<AttributeValue>>();
    attributes.put(oneOf("industry", "stage"), maybe(new AttributeValue.Text(oneOf("a", "b"))));
    attributes.put("employees", maybe(new AttributeValue.Quantity(random.nextInt(3))));
    return new AttributesObserved(id(), ACCOUNT, time(), "crm", attributes);
  }

  private AccountEvent visited() {
    return new SiteVisited(
        id(),
        ACCOUNT,
        time(),
        "web",
        oneOf("/", "/pricing", "/docs"),
        Optional.empty(),
        new Utm(maybe(oneOf("ads", "mail")), Optional.empty(), Optional.empty()),
        Optional.empty(),
        Optional.empty());
  }

  private AccountEvent churned() {
    return new ChurnReported(
        id(),
        ACCOUNT,
        time(),
        "billing",
        random.nextBoolean() ? ChurnKind.CHURNED : ChurnKind.REACTIVATED,
        maybe(oneOf("basic", "pro")),
        Optional.empty(),
        time());
  }

  private AccountEvent deal() {
    return new DealReported(
        id(),
        ACCOUNT,
        time(),
        "crm",
        oneOf("d1", "d2", "d3"),
        random.nextInt(4),
        oneOf(DealStage.values()),
        maybe(oneOf("basic", "pro")),
        random.nextBoolean() ? OptionalDouble.of(random.nextInt(5)) : OptionalDouble.empty(),
        OptionalDouble.empty(),
        maybe(time()),
        Optional.empty(),
        Optional.empty(),
        new TreeMap<>(
            java.util.Map.of("channel", new AttributeValue.Text(oneOf("web", "partner")))));
  }

  private String id() {
    return "e" + random.nextInt(25);
  }

  private Instant time() {
    return NOON.plus(Duration.ofDays(random.nextInt(8)));
  }

  private <T> Optional<T> maybe(T value) {
    return random.nextInt(3) == 0 ? Optional.empty() : Optional.of(value);
  }

  @SafeVarargs
  private final <T> T oneOf(T... values) {
    return values[random.nextInt(values.length)];
  }
}
