package com.imageflowcanvas.component;

import com.imageflowcanvas.error.ErrorCode;

/** The component cannot do its work on this image; the message says why, for the user. */
public final class ComponentException extends Exception {
  private static final long serialVersionUID = 1L;

  private final ErrorCode code;
  private final String detail;

  public ComponentException(String message) {
    this(ErrorCode.STEP_FAILED, message);
  }

  public ComponentException(ErrorCode code, String message) {
    super(message);
    this.code = code;
    this.detail = message;
  }

  /** The message; never absent. */
  public String detail() {
    return detail;
  }

  public ErrorCode code() {
    return code;
  }
}
