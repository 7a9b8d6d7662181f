package dev.lodestar.refinery.flow;

/// The value of a record that others wrote: as it came, and as it was understood.
///
/// @param bytes as received; not copied, since nobody changes them
/// @param content an Avro record or a domain value, according to its topic
@SuppressWarnings("ArrayRecordComponent") // only ever handed on, never compared
public record Received(byte[] bytes, Object content) {}
