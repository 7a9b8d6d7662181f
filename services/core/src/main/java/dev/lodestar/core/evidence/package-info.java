/// Exact counts of how deals turned out, per combination of levels and period.
@NullMarked
package dev.lodestar.core.evidence;

import org.jspecify.annotations.NullMarked;
