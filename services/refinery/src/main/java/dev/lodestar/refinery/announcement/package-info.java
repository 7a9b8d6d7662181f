/// What every partition must hear of: definitions and versions of profiles.
@NullMarked
package dev.lodestar.refinery.announcement;

import org.jspecify.annotations.NullMarked;
