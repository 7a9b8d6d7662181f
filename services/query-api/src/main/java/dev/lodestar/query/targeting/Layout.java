package dev.lodestar.query.targeting;

/// What the columns of a CSV file are.
enum Layout {
  /// Every field by the name it has in JSON.
  FULL,
  /// What people who sell look at, by names that people use, names and links first.
  SALES
}
