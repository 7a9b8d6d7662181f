/// Pages for people.
@NullMarked
package dev.lodestar.query.home;

import org.jspecify.annotations.NullMarked;
