package dev.lodestar.testing.breaches;

/// Breaks no rule: only its letters are those of a forbidden word.
public final class Baseline {}
