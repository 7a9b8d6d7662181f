/// A real Kafka broker inside this JVM.
@NullMarked
package dev.lodestar.broker;

import org.jspecify.annotations.NullMarked;
