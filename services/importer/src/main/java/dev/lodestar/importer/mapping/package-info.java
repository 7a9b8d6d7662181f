/// What the columns of CSV files mean, as people declare it in a mapping file.
@NullMarked
package dev.lodestar.importer.mapping;

import org.jspecify.annotations.NullMarked;
