package dev.lodestar.wire.translation;

import dev.lodestar.core.account.AccountEvent;
import dev.lodestar.core.account.Ledger;
import dev.lodestar.schemas.IdentityChanged;
import dev.lodestar.schemas.LedgerState;
import java.util.ArrayList;
import java.util.List;
import org.apache.avro.specific.SpecificRecord;

/// Ledgers, as their store keeps them: the events they are made of.
public final class LedgerStates {

  // The account is the ledger's; an event that repeated it would only take room.
  private static final String THE_LEDGERS = "";

  private LedgerStates() {}

  public static LedgerState toAvro(Ledger ledger) {
    List<Object> events = new ArrayList<>();
    ledger.events().forEach(event -> events.add(toAvro(event, ledger.accountId())));
    return LedgerState.newBuilder().setAccountId(ledger.accountId()).setEvents(events).build();
  }

  public static Ledger toDomain(LedgerState avro) {
    String accountId = avro.getAccountId();
    var events = new ArrayList<AccountEvent>(avro.getEvents().size());
    for (Object event : avro.getEvents()) {
      events.add(toDomain(event, accountId));
    }
    return Ledger.of(accountId, events);
  }

  private static SpecificRecord toAvro(AccountEvent event, String accountId) {
    return event.accountId().equals(accountId)
        ? Events.toAvro(event, THE_LEDGERS)
        : Events.toAvro(event); // another account was merged into this one
  }

  private static AccountEvent toDomain(Object event, String accountId) {
    return event instanceof IdentityChanged e && !e.getAccountId().equals(THE_LEDGERS)
        ? Events.unchecked(e, e.getAccountId())
        : Events.unchecked(event, accountId);
  }
}
