package dev.lodestar.query.reading;

import java.util.Optional;

/// A record of a topic in its own types.
///
/// @param value absent when the key was deleted
public record Entry<K, V>(K key, Optional<V> value) {}
