/// Versions of an ideal customer profile: what was learned, what changed, and whether it is worth
/// telling.
@NullMarked
package dev.lodestar.core.profile;

import org.jspecify.annotations.NullMarked;
