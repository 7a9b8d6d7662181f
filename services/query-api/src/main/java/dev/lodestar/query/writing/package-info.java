/// What callers change, kept in topics.
@NullMarked
package dev.lodestar.query.writing;

import org.jspecify.annotations.NullMarked;
