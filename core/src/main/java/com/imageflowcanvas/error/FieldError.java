package com.imageflowcanvas.error;

/**
 * One wrong place in a request.
 *
 * @param pointer JSON pointer (RFC 6901) to the place, or the name of the form field behind a slash
 * @param detail value and expectation, for example {@code "radius: 99 (expected: 1..64)"}
 */
public record FieldError(String pointer, String detail) {}
