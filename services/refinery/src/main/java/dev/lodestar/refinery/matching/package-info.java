/// Accounts scored under the newest versions, and lapsed ones that come to fit.
@NullMarked
package dev.lodestar.refinery.matching;

import org.jspecify.annotations.NullMarked;
