/// All of Lodestar in one JVM.
@NullMarked
package dev.lodestar.standalone;

import org.jspecify.annotations.NullMarked;
