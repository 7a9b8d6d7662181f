/// Lists in pages.
@NullMarked
package dev.lodestar.query.paging;

import org.jspecify.annotations.NullMarked;
