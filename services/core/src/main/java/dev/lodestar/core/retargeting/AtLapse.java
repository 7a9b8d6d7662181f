package dev.lodestar.core.retargeting;

import dev.lodestar.core.account.AttributeValue;
import dev.lodestar.core.fit.Fit;
import dev.lodestar.core.fit.FitScale;
import dev.lodestar.core.fit.Fitting;
import dev.lodestar.core.fit.Tier;
import java.time.Instant;
import java.util.List;
import java.util.Map;

/// How an account fitted when it lapsed, kept to compare with.
///
/// @param version that it was scored under: the newest when the lapse became known, or the first
///   one afterwards
/// @param cuts of the tiers under that version, without percentiles
public record AtLapse(Instant lapsedAt, int version, Tier tier, FitScale cuts, Fit fit) {

  /// The fit under a version.
  ///
  /// @param attributes as they were when it lapsed
  public static AtLapse of(
      Instant lapsedAt, int version, Fitting fitting, Map<String, AttributeValue> attributes) {
    var fit = fitting.fit(attributes);
    var scale = fitting.scale();
    return new AtLapse(
        lapsedAt,
        version,
        fit.tier(),
        new FitScale(List.of(), scale.cutA(), scale.cutB(), scale.cutC()),
        fit);
  }
}
