/// One process that holds everything: its data folder, its parts, and how they start and stop.
@NullMarked
package dev.lodestar.standalone.running;

import org.jspecify.annotations.NullMarked;
