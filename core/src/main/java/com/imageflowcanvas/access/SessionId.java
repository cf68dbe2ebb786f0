package com.imageflowcanvas.access;

/** One login, or one API key: what can be revoked by itself. */
public record SessionId(String value) {}
