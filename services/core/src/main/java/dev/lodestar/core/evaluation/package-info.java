/// How well earlier evidence predicted later deals.
@NullMarked
package dev.lodestar.core.evaluation;

import org.jspecify.annotations.NullMarked;
