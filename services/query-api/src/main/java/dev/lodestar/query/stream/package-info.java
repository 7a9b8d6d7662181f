/// Answers that go on: server-sent events.
@NullMarked
package dev.lodestar.query.stream;

import org.jspecify.annotations.NullMarked;
