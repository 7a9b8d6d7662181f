/// From CSV exports to events.
@NullMarked
package dev.lodestar.importer;

import org.jspecify.annotations.NullMarked;
