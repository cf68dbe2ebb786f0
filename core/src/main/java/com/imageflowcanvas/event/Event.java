package com.imageflowcanvas.event;

/** Something that has happened. Immutable. */
public interface Event {}
