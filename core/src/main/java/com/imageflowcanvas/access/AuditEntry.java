package com.imageflowcanvas.access;

import java.time.Instant;

/**
 * One event of security.
 *
 * @param id sorts by time
 * @param actor username of who did it, as given; not trusted for failed logins
 * @param subject username, name of the key, or request, that it was done to
 * @param details what exactly was done; empty where the action says it all
 * @param address IP address that it came from; empty for the program itself
 */
public record AuditEntry(
    String id,
    Instant at,
    AuditAction action,
    String actor,
    String subject,
    String details,
    String address) {}
