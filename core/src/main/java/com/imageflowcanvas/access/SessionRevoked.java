package com.imageflowcanvas.access;

import com.imageflowcanvas.event.Event;

/** A login or an API key no longer holds: what was opened with it has to be closed. */
public record SessionRevoked(SessionId session) implements Event {}
