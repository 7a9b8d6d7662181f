package dev.lodestar.query.policy;

import io.micronaut.serde.annotation.Serdeable;
import io.swagger.v3.oas.annotations.media.Schema;
import java.util.List;

/// What a policy would do today.
@Serdeable
@Schema(description = "What a policy would do today, were it set now.")
record TrialResponse(
    PolicyDocument policy,
    @Schema(
            description = "The same in words.",
            example =
                "Today this would add 132 accounts and withdraw 12; 3 more would have to wait.")
        String inWords,
    @Schema(description = "Accounts that would become candidates at once.") Some add,
    @Schema(description = "Candidates that would be taken back.") Some withdraw,
    @Schema(
            description =
                "Accounts that would be candidates, but are still to be left alone: for their"
                    + " cool-down, or the frequency cap.")
        Some delay) {

  static final int SAMPLE = 20;

  /// How many, and some of them.
  @Serdeable
  @Schema(name = "TrialAccounts", description = "How many, and up to 20 of them.")
  record Some(long count, List<String> sample) {

    static Some of(List<String> accounts) {
      return new Some(accounts.size(), accounts.stream().sorted().limit(SAMPLE).toList());
    }
  }

  static TrialResponse of(
      PolicyDocument policy, List<String> add, List<String> withdraw, List<String> wait) {
    return new TrialResponse(
        policy,
        "Today this would add %,d account%s and withdraw %,d%s."
            .formatted(
                add.size(),
                add.size() == 1 ? "" : "s",
                withdraw.size(),
                wait.isEmpty() ? "" : "; %,d more would have to wait".formatted(wait.size())),
        Some.of(add),
        Some.of(withdraw),
        Some.of(wait));
  }
}
