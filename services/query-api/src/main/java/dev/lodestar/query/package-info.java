/// The HTTP interface to profiles, fits and retargeting.
@NullMarked
package dev.lodestar.query;

import org.jspecify.annotations.NullMarked;
