@NullMarked
package dev.lodestar.core.fit;

import org.jspecify.annotations.NullMarked;
