/// A closed deal as evidence, and how its outcome is valued.
@NullMarked
package dev.lodestar.core.observation;

import org.jspecify.annotations.NullMarked;
