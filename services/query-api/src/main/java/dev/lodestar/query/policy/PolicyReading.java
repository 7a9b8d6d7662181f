package dev.lodestar.query.policy;

import dev.lodestar.core.fit.Tier;
import dev.lodestar.core.retargeting.FrequencyCap;
import dev.lodestar.core.retargeting.RetargetingPolicy;
import dev.lodestar.query.json.Durations;
import dev.lodestar.query.json.JsonFields;
import dev.lodestar.query.problem.InvalidField;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/// Reads a policy as people write it; what they leave out is as it is by default.
final class PolicyReading {

  private static final int LONGEST_REASON = 200;

  private PolicyReading() {}

  static RetargetingPolicy read(byte[] body) {
    JsonFields fields = JsonFields.of(body);
    fields.allowOnly("bar", "coolDown", "excludedReasons", "frequencyCap");
    RetargetingPolicy byDefault = RetargetingPolicy.DEFAULT;
    return new RetargetingPolicy(
        bar(fields),
        coolDown(fields),
        fields.texts("excludedReasons").map(reasons -> reasons(fields, reasons)).orElse(Set.of()),
        fields.object("frequencyCap").map(PolicyReading::cap).orElse(byDefault.cap()));
  }

  private static Tier bar(JsonFields fields) {
    Tier bar = fields.oneOf("bar", Tier.class).orElse(RetargetingPolicy.DEFAULT.bar());
    if (bar == Tier.D) {
      throw new InvalidField(
          fields.pathOf("bar"), "D", "must be A, B or C: every account reaches D");
    }
    return bar;
  }

  private static Duration coolDown(JsonFields fields) {
    Duration coolDown = fields.duration("coolDown").orElse(RetargetingPolicy.DEFAULT.coolDown());
    if (coolDown.isNegative() || coolDown.compareTo(RetargetingPolicy.LONGEST_COOL_DOWN) > 0) {
      throw new InvalidField(
          fields.pathOf("coolDown"), Durations.text(coolDown), "must be 0 to 3660 days");
    }
    return coolDown;
  }

  private static Set<String> reasons(JsonFields fields, List<String> reasons) {
    String path = fields.pathOf("excludedReasons");
    if (reasons.size() > RetargetingPolicy.MOST_REASONS) {
      throw new InvalidField(
          path, reasons.size() + " reasons", "must be at most " + RetargetingPolicy.MOST_REASONS);
    }
    for (int i = 0; i < reasons.size(); i++) {
      String reason = reasons.get(i);
      if (reason.isBlank() || reason.length() > LONGEST_REASON) {
        throw new InvalidField(
            path + "[" + i + "]", reason, "must be 1 to 200 characters, not all of them blank");
      }
    }
    return new HashSet<>(reasons);
  }

  private static FrequencyCap cap(JsonFields fields) {
    fields.allowOnly("most", "within");
    FrequencyCap byDefault = RetargetingPolicy.DEFAULT.cap();
    int most = fields.whole("most").orElse(byDefault.most());
    if (most < 1 || most > FrequencyCap.MOST) {
      throw new InvalidField(
          fields.pathOf("most"), Integer.toString(most), "must be 1 to " + FrequencyCap.MOST);
    }
    Duration within = fields.duration("within").orElse(byDefault.within());
    if (within.toMillis() <= 0 || within.compareTo(FrequencyCap.LONGEST) > 0) {
      throw new InvalidField(
          fields.pathOf("within"), Durations.text(within), "must be up to 366 days, and not 0");
    }
    return new FrequencyCap(most, within);
  }
}
