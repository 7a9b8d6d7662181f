/// Measurements.
@NullMarked
package dev.lodestar.benchmarks;

import org.jspecify.annotations.NullMarked;
