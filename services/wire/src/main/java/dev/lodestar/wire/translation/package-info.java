/// Between the Avro records on the topics and the domain: for each record a class named by its
/// plural, with `toAvro` and `toDomain`.
@NullMarked
package dev.lodestar.wire.translation;

import org.jspecify.annotations.NullMarked;
