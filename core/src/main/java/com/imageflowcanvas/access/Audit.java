package com.imageflowcanvas.access;

import com.imageflowcanvas.id.TimeOrderedUuid;
import java.net.InetAddress;
import java.time.Clock;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Writes down events of security, in the audit log and in the log. */
final class Audit {
  private static final Logger log = LoggerFactory.getLogger(Audit.class);
  private static final int MAX_LENGTH = 100;

  private final AuditLog entries;
  private final Clock clock;

  Audit(AuditLog entries, Clock clock) {
    this.entries = entries;
    this.clock = clock;
  }

  void record(AuditAction action, String actor, String subject, InetAddress from) {
    record(action, actor, subject, "", from.getHostAddress());
  }

  void record(AuditAction action, Actor actor, String subject) {
    record(action, actor, subject, "");
  }

  void record(AuditAction action, Actor actor, String subject, String details) {
    record(action, actor.caller().username(), subject, details, actor.from().getHostAddress());
  }

  /** What the program itself did. */
  void record(AuditAction action, String subject) {
    record(action, Caller.SYSTEM.username(), subject, "", "");
  }

  private void record(
      AuditAction action, String actor, String subject, String details, String address) {
    AuditEntry entry =
        new AuditEntry(
            TimeOrderedUuid.next(),
            clock.instant(),
            action,
            plain(actor),
            plain(subject),
            details,
            address);
    entries.add(entry);
    log.info(
        "{} by {} of {}{}{}",
        action.wireName(),
        entry.actor(),
        entry.subject(),
        address.isEmpty() ? "" : " from " + address,
        details.isEmpty() ? "" : ": " + details);
  }

  /** Names of failed logins are whatever somebody sent: no line breaks, no novels. */
  private static String plain(String text) {
    String line = text.replaceAll("\\p{Cntrl}|\\p{Cf}|\\p{Zl}|\\p{Zp}", "?");
    return line.length() <= MAX_LENGTH ? line : line.substring(0, MAX_LENGTH);
  }
}
