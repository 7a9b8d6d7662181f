/// Candidates for an ideal customer, side by side.
@NullMarked
package dev.lodestar.query.compare;

import org.jspecify.annotations.NullMarked;
