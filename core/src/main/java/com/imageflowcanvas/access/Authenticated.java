package com.imageflowcanvas.access;

import java.time.Instant;

/**
 * A caller whose token has been checked.
 *
 * @param session of the login, or id of the API key
 * @param expiresAt when the token stops to hold
 */
public record Authenticated(Caller caller, SessionId session, Instant expiresAt) {}
