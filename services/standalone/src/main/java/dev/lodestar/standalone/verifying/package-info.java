/// Versions learned anew from what was sent, and compared with what was published.
@NullMarked
package dev.lodestar.standalone.verifying;

import org.jspecify.annotations.NullMarked;
