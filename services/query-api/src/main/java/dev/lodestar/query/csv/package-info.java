/// Tables for spreadsheets.
@NullMarked
package dev.lodestar.query.csv;

import org.jspecify.annotations.NullMarked;
