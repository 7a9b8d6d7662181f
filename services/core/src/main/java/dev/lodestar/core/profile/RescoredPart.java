package dev.lodestar.core.profile;

/// How the accounts of one partition moved under the version in force.
///
/// @param turn counts how often another version of the profile came into force
public record RescoredPart(long turn, int partition, Rescoring rescored) {}
