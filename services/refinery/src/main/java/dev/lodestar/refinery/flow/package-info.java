/// How records come in, branch off, and are put aside when they cannot be used.
@NullMarked
package dev.lodestar.refinery.flow;

import org.jspecify.annotations.NullMarked;
