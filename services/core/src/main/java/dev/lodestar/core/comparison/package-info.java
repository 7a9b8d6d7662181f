/// Candidates for an ideal customer, side by side: what their deals brought, and how sure that is.
@NullMarked
package dev.lodestar.core.comparison;

import org.jspecify.annotations.NullMarked;
