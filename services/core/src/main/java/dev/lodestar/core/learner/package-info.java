/// How weights are inferred from evidence.
@NullMarked
package dev.lodestar.core.learner;

import org.jspecify.annotations.NullMarked;
