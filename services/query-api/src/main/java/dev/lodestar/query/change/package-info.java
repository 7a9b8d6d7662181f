/// Changes of profiles as they happen, and what all event streams share.
@NullMarked
package dev.lodestar.query.change;

import org.jspecify.annotations.NullMarked;
