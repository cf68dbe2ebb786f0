package com.imageflowcanvas.execution;

/** One process that works on executions; stays the same over restarts on the same data. */
public record NodeId(String value) {}
