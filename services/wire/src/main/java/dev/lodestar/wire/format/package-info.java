/// The Confluent wire format: Avro, preceded by the id of the schema it was written with.
@NullMarked
package dev.lodestar.wire.format;

import org.jspecify.annotations.NullMarked;
