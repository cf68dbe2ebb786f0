package com.imageflowcanvas.access;

import java.util.Locale;

/** What of security is written down. */
public enum AuditAction {
  LOGIN,
  LOGIN_FAILED,
  LOGOUT,
  REFRESH_TOKEN_REUSED,
  USER_CREATED,
  USER_CHANGED,
  USER_DELETED,
  PASSWORD_CHANGED,
  API_KEY_CREATED,
  API_KEY_DELETED,
  SIGNING_KEY_ROTATED,

  /** Somebody asked for what their roles do not allow. */
  ACCESS_DENIED;

  /** The name on the wire, for example {@code login_failed}. */
  public String wireName() {
    return name().toLowerCase(Locale.ROOT);
  }
}
