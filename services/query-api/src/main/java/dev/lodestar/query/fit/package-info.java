/// How well somebody matches a profile.
@NullMarked
package dev.lodestar.query.fit;

import org.jspecify.annotations.NullMarked;
