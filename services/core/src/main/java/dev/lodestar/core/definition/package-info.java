/// What a profile is about, as people define it.
@NullMarked
package dev.lodestar.core.definition;

import org.jspecify.annotations.NullMarked;
