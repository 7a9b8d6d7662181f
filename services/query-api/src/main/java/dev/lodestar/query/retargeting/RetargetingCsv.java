package dev.lodestar.query.retargeting;

import static dev.lodestar.query.csv.SafeCsv.harmless;

import dev.lodestar.core.retargeting.Retargeting;
import dev.lodestar.core.retargeting.Retargeting.Moved;
import dev.lodestar.query.csv.SafeCsv;
import java.util.List;

/// Decisions about lapsed accounts as CSV that is safe to open in a spreadsheet.
final class RetargetingCsv {

  private static final List<String> HEADER =
      List.of(
          "accountId",
          "profileId",
          "state",
          "cause",
          "bar",
          "tier",
          "tierAtLapse",
          "score",
          "version",
          "lapsedAt",
          "decidedAt",
          "movedByAccount",
          "movedByProfile",
          "reasons");

  private RetargetingCsv() {}

  static byte[] header() {
    return SafeCsv.lines(List.of(HEADER));
  }

  static byte[] rows(List<Retargeting> decisions) {
    return SafeCsv.lines(decisions.stream().map(RetargetingCsv::cells).toList());
  }

  private static List<String> cells(Retargeting decision) {
    return List.of(
        harmless(decision.accountId()),
        harmless(decision.profileId()),
        decision.state().name(),
        decision.cause().name(),
        decision.bar().name(),
        decision.tier().name(),
        decision.tierAtLapse().name(),
        Integer.toString(decision.score()),
        Integer.toString(decision.version()),
        decision.lapsedAt().toString(),
        decision.decidedAt().toString(),
        decision.moved().map(Moved::byAccount).map(String::valueOf).orElse(""),
        decision.moved().map(Moved::byProfile).map(String::valueOf).orElse(""),
        harmless(String.join("; ", decision.reasons())));
  }
}
