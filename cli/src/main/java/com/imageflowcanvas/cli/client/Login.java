package com.imageflowcanvas.cli.client;

import com.imageflowcanvas.cli.process.CommandFailure;
import com.imageflowcanvas.cli.process.ExitCode;
import com.imageflowcanvas.cli.process.Surroundings;
import com.imageflowcanvas.cli.process.Terminal;
import java.util.Optional;

/**
 * Who logs in, from the command line, the environment or the person at the keyboard.
 *
 * @param user as named on the command line
 */
record Login(Surroundings surroundings, Optional<String> user) {

  /** The user who was asked for, if one was. */
  Optional<String> wanted() {
    return user.or(() -> surroundings.variable("IMAGEFLOW_USER"));
  }

  String username() {
    Optional<String> named = wanted();
    if (named.isPresent()) return named.get();
    Optional<Terminal.Questions> console = surroundings.terminal().console();
    if (password().isPresent() || console.isEmpty()) return "admin";
    String typed = console.get().line("User [admin]: ");
    return typed.isEmpty() ? "admin" : typed;
  }

  String password(String username, ServerAddress server) {
    return password()
        .or(
            () ->
                surroundings
                    .terminal()
                    .console()
                    .map(console -> console.secret("Password of " + username + ": ")))
        .filter(password -> !password.isEmpty())
        .orElseThrow(() -> notLoggedIn(server));
  }

  private Optional<String> password() {
    return surroundings.variable("IMAGEFLOW_PASSWORD");
  }

  private static CommandFailure notLoggedIn(ServerAddress server) {
    return new CommandFailure(
        ExitCode.NO_SERVER,
        "not logged in to "
            + server
            + ": run './imageflow login' on a terminal, or set IMAGEFLOW_USER and"
            + " IMAGEFLOW_PASSWORD, or IMAGEFLOW_API_KEY");
  }
}
