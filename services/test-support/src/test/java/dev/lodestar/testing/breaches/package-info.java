/// Classes that break a house rule, each one.
@NullMarked
package dev.lodestar.testing.breaches;

import org.jspecify.annotations.NullMarked;
