package com.imageflowcanvas.cli;

import com.imageflowcanvas.cli.process.Surroundings;

/** The program behind {@code ./imageflow run} and the other commands that talk to a server. */
public final class Main {
  private Main() {}

  public static void main(String[] arguments) {
    System.exit(Cli.run(Surroundings.ofThisProcess(), arguments));
  }
}
