package dev.lodestar.refinery.refinement;

import dev.lodestar.core.profile.LearnedProfile;
import dev.lodestar.core.profile.TierShift;

/// What a refit found.
///
/// @param shift of the observed deals from the newest version to this
/// @param arrivals since the newest version, as far as the refit knew of them
record Finding(LearnedProfile learned, TierShift shift, Arrivals arrivals) {}
