/// What an ideal customer profile is and how it is learned, without Kafka and without a clock.
@NullMarked
package dev.lodestar.core;

import org.jspecify.annotations.NullMarked;
