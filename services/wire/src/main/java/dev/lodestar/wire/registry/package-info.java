/// Where schemas are known by the ids that records carry.
@NullMarked
package dev.lodestar.wire.registry;

import org.jspecify.annotations.NullMarked;
