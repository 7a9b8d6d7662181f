/// Profiles held at a version.
@NullMarked
package dev.lodestar.query.pin;

import org.jspecify.annotations.NullMarked;
