package dev.lodestar.testing.breaches.util;

/// Breaks a house rule by its package.
public final class Words {}
