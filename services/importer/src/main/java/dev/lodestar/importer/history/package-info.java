/// What CSV files tell, as events: the same rows give the same events, in whatever order they
/// stand.
@NullMarked
package dev.lodestar.importer.history;

import org.jspecify.annotations.NullMarked;
