/// How events and domain types cross a Kafka cluster.
@NullMarked
package dev.lodestar.wire;

import org.jspecify.annotations.NullMarked;
