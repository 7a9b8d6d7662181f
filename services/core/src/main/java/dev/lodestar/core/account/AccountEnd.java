package dev.lodestar.core.account;

import java.time.Instant;
import java.util.Optional;

/// That an account was erased, or became another one.
///
/// @param erasedAt nothing that had happened by then is known any more; what happened since may be
/// @param into the account it was merged into
public record AccountEnd(String accountId, Optional<Instant> erasedAt, Optional<String> into) {

  public AccountEnd {
    if (erasedAt.isEmpty() && into.isEmpty()) {
      throw new IllegalArgumentException(
          "account %s was neither erased nor merged".formatted(accountId));
    }
  }
}
