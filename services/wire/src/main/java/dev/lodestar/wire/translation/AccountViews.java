package dev.lodestar.wire.translation;

import dev.lodestar.core.account.AccountPast;
import dev.lodestar.core.account.AccountPast.Change;
import dev.lodestar.core.account.AccountView;
import dev.lodestar.core.account.Engagement;
import dev.lodestar.core.account.Lifecycle;
import dev.lodestar.schemas.AttributeChange;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/// Account views, as the `account-views` topic holds them.
public final class AccountViews {

  private AccountViews() {}

  public static dev.lodestar.schemas.AccountView toAvro(AccountView view) {
    return dev.lodestar.schemas.AccountView.newBuilder()
        .setAccountId(view.accountId())
        .setAsOf(view.asOf())
        .setAttributes(AttributeValues.toAvro(view.attributes()))
        .setLifecycle(
            switch (view.lifecycle()) {
              case PROSPECT -> dev.lodestar.schemas.Lifecycle.PROSPECT;
              case IN_DEAL -> dev.lodestar.schemas.Lifecycle.IN_DEAL;
              case CUSTOMER -> dev.lodestar.schemas.Lifecycle.CUSTOMER;
              case LAPSED -> dev.lodestar.schemas.Lifecycle.LAPSED;
            })
        .setLapsedAt(view.lapsedAt().orElse(null))
        .setLapseReason(view.lapseReason().orElse(null))
        .setOpenDeals(view.openDeals())
        .setEngagement(view.engagement().visits())
        .setHalfLifeMs(view.engagement().halfLife().toMillis())
        .setLastVisitAt(view.lastVisitAt().orElse(null))
        .setSince(view.past().since())
        .setChanges(toAvro(view.past()))
        .build();
  }

  public static AccountView toDomain(dev.lodestar.schemas.AccountView avro) {
    return new AccountView(
        avro.getAccountId(),
        avro.getAsOf(),
        AttributeValues.known(avro.getAttributes()),
        switch (avro.getLifecycle()) {
          case PROSPECT -> Lifecycle.PROSPECT;
          case IN_DEAL -> Lifecycle.IN_DEAL;
          case CUSTOMER -> Lifecycle.CUSTOMER;
          case LAPSED -> Lifecycle.LAPSED;
          case UNKNOWN -> throw Unknown.symbol("lifecycle");
        },
        Optional.ofNullable(avro.getLapsedAt()),
        Optional.ofNullable(avro.getLapseReason()),
        avro.getOpenDeals(),
        new Engagement(
            avro.getEngagement(), avro.getAsOf(), Duration.ofMillis(avro.getHalfLifeMs())),
        Optional.ofNullable(avro.getLastVisitAt()),
        past(avro));
  }

  // In the order of the names, so that equal views are written as equal bytes.
  private static Map<String, List<AttributeChange>> toAvro(AccountPast past) {
    var avro = new LinkedHashMap<String, List<AttributeChange>>();
    past.changes()
        .forEach((name, changes) ->
            avro.put(
                name,
                changes.stream()
                    .map(change ->
                        new AttributeChange(
                            change.at(), change.value().map(AttributeValues::toAvro).orElse(null)))
                    .toList()));
    return avro;
  }

  private static AccountPast past(dev.lodestar.schemas.AccountView avro) {
    var changes = new TreeMap<String, List<Change>>();
    avro.getChanges()
        .forEach((name, list) ->
            changes.put(
                name,
                list.stream()
                    .map(change ->
                        new Change(
                            change.getAt(), AttributeValues.unsetOr(name, change.getValue())))
                    .toList()));
    Instant since = avro.getSince();
    return new AccountPast(since == null ? avro.getAsOf() : since, changes);
  }
}
