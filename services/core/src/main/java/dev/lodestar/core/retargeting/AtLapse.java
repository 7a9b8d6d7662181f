package dev.lodestar.core.retargeting;

import dev.lodestar.core.account.AttributeValue;
import dev.lodestar.core.fit.Fit;
import dev.lodestar.core.fit.Fitting;
import dev.lodestar.core.fit.Tier;
import java.time.Instant;
import java.util.Map;

/// How an account fitted when it lapsed, kept to compare with.
///
/// @param version that it was scored under: the newest when the lapse became known, or the first
///   one afterwards
/// @param bar the lowest fit of the tier that the policy asks for, under that version
public record AtLapse(Instant lapsedAt, int version, Tier tier, double bar, Fit fit) {

  /// The fit under a version.
  ///
  /// @param attributes as they were when it lapsed
  public static AtLapse of(
      Instant lapsedAt,
      int version,
      Fitting fitting,
      Map<String, AttributeValue> attributes,
      RetargetingPolicy policy) {
    var fit = fitting.fit(attributes);
    return new AtLapse(
        lapsedAt, version, fit.tier(), fitting.scale().lowestFitOf(policy.bar()), fit);
  }
}
