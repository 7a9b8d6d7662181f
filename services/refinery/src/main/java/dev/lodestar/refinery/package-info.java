/// The streams application that refines profiles from events.
@NullMarked
package dev.lodestar.refinery;

import org.jspecify.annotations.NullMarked;
