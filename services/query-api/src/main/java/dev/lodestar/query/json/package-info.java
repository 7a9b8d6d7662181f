/// JSON that strangers send.
@NullMarked
package dev.lodestar.query.json;

import org.jspecify.annotations.NullMarked;
