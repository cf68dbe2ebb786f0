package com.imageflowcanvas.cli;

import com.imageflowcanvas.cli.process.Surroundings;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** {@code imageflow logout}. */
@Command(
    name = "logout",
    description = "Ends the kept login, here and on the server.",
    mixinStandardHelpOptions = true)
final class LogoutCommand implements Runnable {
  private final Surroundings surroundings;

  @Mixin private final ServerOptions server;

  LogoutCommand(Surroundings surroundings) {
    this.surroundings = surroundings;
    this.server = new ServerOptions(surroundings);
  }

  @Override
  public void run() {
    boolean ended = server.connect().logOut();
    surroundings.terminal().err().println(ended ? "logged out" : "no login was kept");
  }
}
