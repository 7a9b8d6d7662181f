/// Target lists as advertising tools take them.
@NullMarked
package dev.lodestar.query.audience;

import org.jspecify.annotations.NullMarked;
