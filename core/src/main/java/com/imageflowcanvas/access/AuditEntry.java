package com.imageflowcanvas.access;

import java.time.Instant;

/**
 * One event of security.
 *
 * @param id sorts by time
 * @param actor username of who did it, as given; not trusted for failed logins
 * @param subject username, or name of the key, that it was done to
 * @param address IP address that it came from; empty for the program itself
 */
public record AuditEntry(
    String id, Instant at, AuditAction action, String actor, String subject, String address) {}
