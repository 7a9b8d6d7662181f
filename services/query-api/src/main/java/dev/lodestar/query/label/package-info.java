/// Names of versions.
@NullMarked
package dev.lodestar.query.label;

import org.jspecify.annotations.NullMarked;
