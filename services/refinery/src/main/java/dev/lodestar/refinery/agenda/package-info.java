/// What is to be done about accounts at times when nothing happens to them.
@NullMarked
package dev.lodestar.refinery.agenda;

import org.jspecify.annotations.NullMarked;
