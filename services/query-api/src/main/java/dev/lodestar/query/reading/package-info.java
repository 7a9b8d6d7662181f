/// Read models: what topics say, kept in memory by reading them from their beginning.
@NullMarked
package dev.lodestar.query.reading;

import org.jspecify.annotations.NullMarked;
