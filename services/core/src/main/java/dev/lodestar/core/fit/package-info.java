/// How well one account matches one version of a profile.
@NullMarked
package dev.lodestar.core.fit;

import org.jspecify.annotations.NullMarked;
