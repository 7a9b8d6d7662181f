/// Walks over all accounts of a task, in slices between live events.
@NullMarked
package dev.lodestar.refinery.walk;

import org.jspecify.annotations.NullMarked;
