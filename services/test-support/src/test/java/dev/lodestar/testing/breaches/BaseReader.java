package dev.lodestar.testing.breaches;

/// Breaks a house rule by its first word.
public final class BaseReader {}
