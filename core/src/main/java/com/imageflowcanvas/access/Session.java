package com.imageflowcanvas.access;

import java.time.Instant;

/**
 * One login, from the password to the logout.
 *
 * @param expiresAt moves on with each refresh
 */
public record Session(SessionId id, UserId user, Instant createdAt, Instant expiresAt) {}
