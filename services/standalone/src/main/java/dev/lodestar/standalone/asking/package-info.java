/// Questions to a running Lodestar, over HTTP.
@NullMarked
package dev.lodestar.standalone.asking;

import org.jspecify.annotations.NullMarked;
