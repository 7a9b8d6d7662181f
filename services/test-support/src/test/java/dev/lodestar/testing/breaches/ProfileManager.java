package dev.lodestar.testing.breaches;

/// Breaks a house rule by its last word.
public final class ProfileManager {}
