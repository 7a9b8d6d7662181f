/// Several profiles over the same accounts, and where they disagree.
@NullMarked
package dev.lodestar.query.lenses;

import org.jspecify.annotations.NullMarked;
