package dev.lodestar.refinery.matching;

import dev.lodestar.core.account.AccountView;
import dev.lodestar.core.account.Candidacy;
import dev.lodestar.core.account.Ledger;
import dev.lodestar.refinery.announcement.Announcement;
import java.time.Instant;
import java.util.SortedSet;

/// Something that may move the fit of accounts.
public sealed interface Stir {

  /// An event changed what is known of an account, or time passed that changes it.
  ///
  /// @param view of the ledger
  /// @param at event time of what moved it
  record AccountMoved(Ledger ledger, AccountView view, Instant at) implements Stir {}

  /// What was known of an account is known no longer: it was erased, or became another one.
  record AccountGone(String accountId) implements Stir {}

  /// An account inherited what was told of one that was merged into it.
  record Inherited(String accountId, SortedSet<Candidacy> candidacies) implements Stir {}

  /// There is news of a profile.
  record Heard(Announcement announcement) implements Stir {}
}
