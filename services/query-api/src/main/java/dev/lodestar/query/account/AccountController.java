package dev.lodestar.query.account;

import dev.lodestar.query.problem.AnswersProblems;
import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Get;
import io.swagger.v3.oas.annotations.tags.Tag;

/// What is known of one account.
@Controller("/accounts/{accountId}")
@Tag(name = "Accounts")
@AnswersProblems
final class AccountController {

  private final Accounts accounts;

  AccountController(Accounts accounts) {
    this.accounts = accounts;
  }

  /// An account: its attributes, where it stands with us, and how present it is.
  @Get
  AccountResponse account(String accountId) {
    return AccountResponse.of(accounts.require(accountId), accounts.now());
  }
}
