package dev.lodestar.importer.mapping;

/// What becomes of one column, or of a constant.
///
/// @param line where the mapping file says so
public record Use(Origin origin, Target target, Format format, int line) {}
