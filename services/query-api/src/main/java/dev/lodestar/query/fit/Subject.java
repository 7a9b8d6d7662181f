package dev.lodestar.query.fit;

import dev.lodestar.core.account.AccountView;
import dev.lodestar.core.account.AttributeValue;
import dev.lodestar.core.account.AttributesThen;
import dev.lodestar.query.account.Accounts;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// Whose fit is asked for, as far as it is known.
///
/// @param accountId absent for somebody who is not an account yet
/// @param asOf the latest event time known of the account
/// @param forgotten of a past: attributes that had a value then which is not kept
record Subject(
    Optional<String> accountId,
    Optional<Instant> asOf,
    Map<String, AttributeValue> attributes,
    Optional<Set<String>> forgotten) {

  /// Somebody who is not an account yet.
  static Subject of(Map<String, AttributeValue> attributes) {
    return new Subject(Optional.empty(), Optional.empty(), attributes, Optional.empty());
  }

  /// An account as it is.
  static Subject of(AccountView account) {
    return new Subject(
        Optional.of(account.accountId()),
        Optional.of(account.asOf()),
        account.attributes(),
        Optional.empty());
  }

  /// An account as it was.
  ///
  /// @throws dev.lodestar.query.problem.Refusal if nothing had happened to it by then
  static Subject of(AccountView account, Instant time) {
    AttributesThen then = Accounts.attributesAt(time, account);
    return new Subject(
        Optional.of(account.accountId()),
        Optional.of(time.isBefore(account.asOf()) ? time : account.asOf()),
        then.known(),
        Optional.of(then.forgotten()));
  }
}
