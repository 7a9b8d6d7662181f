/// Changed definitions, tried before they are put in force.
@NullMarked
package dev.lodestar.query.draft;

import org.jspecify.annotations.NullMarked;
