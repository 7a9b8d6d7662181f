package dev.lodestar.refinery.matching;

import dev.lodestar.core.account.AccountView;
import dev.lodestar.core.account.Ledger;
import dev.lodestar.refinery.announcement.Announcement;

/// Something that may move the fit of accounts.
public sealed interface Stir {

  /// An event changed what is known of an account.
  ///
  /// @param view of the ledger
  record AccountMoved(Ledger ledger, AccountView view) implements Stir {}

  /// There is news of a profile.
  record Heard(Announcement announcement) implements Stir {}
}
