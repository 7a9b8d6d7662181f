/// A simulated market to watch Lodestar learn from.
@NullMarked
package dev.lodestar.standalone.demo;

import org.jspecify.annotations.NullMarked;
