package dev.lodestar.core.evidence;

/// An attribute that the profile does not look at, and why.
public record LeftOut(String attribute, String why) {}
