/// A seeded world with a known ideal customer profile.
@NullMarked
package dev.lodestar.simulator;

import org.jspecify.annotations.NullMarked;
