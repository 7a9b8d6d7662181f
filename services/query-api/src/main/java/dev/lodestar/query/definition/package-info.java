/// What people say a profile is about.
@NullMarked
package dev.lodestar.query.definition;

import org.jspecify.annotations.NullMarked;
