package dev.lodestar.core.account;

import dev.lodestar.core.account.AccountEvent.AccountMerged;
import java.util.Optional;

/// What news does to the ledger of an account, when accounts may inherit from each other.
///
/// @param ledger as it is now; the very instance that it was when the news changes nothing
/// @param handover what goes on to another account
/// @param voided a merge of this account that is not to be, since it closes a circle
public record Succession(
    Ledger ledger, Optional<Handover> handover, Optional<AccountMerged> voided) {

  /// An event of the account, to which its ledger does not object.
  public static Succession of(Ledger before, AccountEvent event) {
    Optional<AccountMerged> merged = before.merged();
    if (merged.isPresent()) {
      return event instanceof AccountMerged
          ? new Succession(before, Optional.empty(), Optional.empty())
          : new Succession(before, Optional.of(Handover.of(event, merged.get())), Optional.empty());
    }
    Ledger after = before.after(event);
    return new Succession(
        after, after.merged().map(merge -> Handover.of(before, merge)), Optional.empty());
  }

  /// What the account inherits.
  public static Succession of(Ledger before, Handover handover) {
    Optional<AccountMerged> merged = before.merged();
    if (merged.isPresent() && !handover.voids(merged.get())) {
      return new Succession(before, Optional.of(handover.onwards(merged.get())), Optional.empty());
    }
    Ledger after = merged.isPresent() ? Ledger.empty(before.accountId()) : before;
    for (AccountEvent event : handover.events()) {
      after = after.after(event);
    }
    return new Succession(after, Optional.empty(), merged);
  }
}
