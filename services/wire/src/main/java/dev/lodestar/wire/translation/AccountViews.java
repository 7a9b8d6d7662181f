package dev.lodestar.wire.translation;

import dev.lodestar.core.account.AccountView;
import dev.lodestar.core.account.Lifecycle;
import java.util.Optional;

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
        .setOpenDeals(view.openDeals())
        .setEngagement(view.engagement())
        .setLastVisitAt(view.lastVisitAt().orElse(null))
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
        avro.getOpenDeals(),
        avro.getEngagement(),
        Optional.ofNullable(avro.getLastVisitAt()));
  }
}
