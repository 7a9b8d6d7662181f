/// Which accounts to talk to, best first.
@NullMarked
package dev.lodestar.query.targeting;

import org.jspecify.annotations.NullMarked;
