/// What the tests of several modules share.
@NullMarked
package dev.lodestar.testing;

import org.jspecify.annotations.NullMarked;
