package dev.lodestar.query.caching;

/// An answer that carries a strong entity tag, so that asking again can cost nothing.
public interface Tagged {}
