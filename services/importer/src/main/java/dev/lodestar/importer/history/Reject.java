package dev.lodestar.importer.history;

/// A row that could not be used, and why, in words.
///
/// @param line where the row starts in its file
/// @param row as it stands in the file, perhaps cut
public record Reject(String file, long line, String reason, String row) {}
