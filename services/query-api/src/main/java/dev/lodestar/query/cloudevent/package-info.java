/// News as CloudEvents in JSON, the same on every carrier.
@NullMarked
package dev.lodestar.query.cloudevent;

import org.jspecify.annotations.NullMarked;
