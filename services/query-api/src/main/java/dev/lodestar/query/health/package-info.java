/// Whether the answers can be relied on.
@NullMarked
package dev.lodestar.query.health;

import org.jspecify.annotations.NullMarked;
