package dev.lodestar.testing.breaches.unmarked;

/// Breaks a house rule by the missing mark of its package.
public final class Unmarked {}
