package com.imageflowcanvas.cli.process;

/** Ends a command with an exit code and a message for the user; carries no stack trace. */
public class CommandFailure extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final ExitCode code;

  public CommandFailure(ExitCode code, String message) {
    super(message, null, false, false);
    this.code = code;
  }

  public final ExitCode code() {
    return code;
  }

  /** The text for the user. */
  public final String text() {
    return String.valueOf(getMessage());
  }
}
