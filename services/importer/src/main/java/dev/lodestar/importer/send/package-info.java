/// Single events, written as JSON by a person or a script, sent as Avro.
@NullMarked
package dev.lodestar.importer.send;

import org.jspecify.annotations.NullMarked;
