/// Profiles, their versions, and what differs between them.
@NullMarked
package dev.lodestar.query.profile;

import org.jspecify.annotations.NullMarked;
