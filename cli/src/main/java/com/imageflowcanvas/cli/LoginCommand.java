package com.imageflowcanvas.cli;

import com.imageflowcanvas.cli.process.Surroundings;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** {@code imageflow login}. */
@Command(
    name = "login",
    description = "Logs in and keeps the login for the other commands.",
    mixinStandardHelpOptions = true)
final class LoginCommand implements Runnable {
  private final Surroundings surroundings;

  @Mixin private final ServerOptions server;

  LoginCommand(Surroundings surroundings) {
    this.surroundings = surroundings;
    this.server = new ServerOptions(surroundings);
  }

  @Override
  public void run() {
    String username = server.connect().logIn();
    surroundings.terminal().err().println("logged in as " + username);
  }
}
