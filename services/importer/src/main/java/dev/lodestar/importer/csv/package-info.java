/// Reads CSV files of any quality: what cannot be read is one broken row, never the end of the
/// file.
@NullMarked
package dev.lodestar.importer.csv;

import org.jspecify.annotations.NullMarked;
