/// Answers laid out for people at a terminal.
@NullMarked
package dev.lodestar.standalone.terminal;

import org.jspecify.annotations.NullMarked;
