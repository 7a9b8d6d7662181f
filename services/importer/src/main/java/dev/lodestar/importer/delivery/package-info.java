/// How events get into Kafka, and what is waited for until profiles have learned from them.
@NullMarked
package dev.lodestar.importer.delivery;

import org.jspecify.annotations.NullMarked;
