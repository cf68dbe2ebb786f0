package com.imageflowcanvas.cli.client;

import com.imageflowcanvas.cli.process.CommandFailure;
import com.imageflowcanvas.cli.process.ExitCode;

/** No answer of the server came back; whether the request arrived is not known. */
public final class Unreachable extends CommandFailure {
  private static final long serialVersionUID = 1L;

  private final boolean worthAnotherTry;

  Unreachable(String message, boolean worthAnotherTry) {
    super(ExitCode.NO_SERVER, message);
    this.worthAnotherTry = worthAnotherTry;
  }

  /** Whether the same request may succeed a moment later. */
  public boolean worthAnotherTry() {
    return worthAnotherTry;
  }
}
