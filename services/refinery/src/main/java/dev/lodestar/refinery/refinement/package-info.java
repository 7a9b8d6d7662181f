/// Observations learned from, profile by profile, until a version is worth publishing.
@NullMarked
package dev.lodestar.refinery.refinement;

import org.jspecify.annotations.NullMarked;
