package com.imageflowcanvas.cli.process;

/** What the exit code of a command says. */
public enum ExitCode {
  /** All went well. */
  OK(0),
  /** The request was understood and tried, and something of it failed. */
  FAILED(1),
  /** Wrong arguments, or a request that the server refuses as it stands. */
  REFUSED(2),
  /** The server cannot be reached, or does not let this user in. */
  NO_SERVER(3),
  /** Ended from outside, as shells number it. */
  INTERRUPTED(130);

  private final int number;

  ExitCode(int number) {
    this.number = number;
  }

  public int number() {
    return number;
  }

  /** The code of a whole of which this and another are parts. */
  public ExitCode with(ExitCode other) {
    return this == OK ? other : this;
  }
}
