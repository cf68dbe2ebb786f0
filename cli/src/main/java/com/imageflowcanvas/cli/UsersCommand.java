package com.imageflowcanvas.cli;

import com.imageflowcanvas.cli.client.Json;
import com.imageflowcanvas.cli.client.Paths;
import com.imageflowcanvas.cli.client.ServerClient;
import com.imageflowcanvas.cli.display.Table;
import com.imageflowcanvas.cli.process.CommandFailure;
import com.imageflowcanvas.cli.process.ExitCode;
import com.imageflowcanvas.cli.process.Surroundings;
import com.imageflowcanvas.cli.process.Terminal;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** {@code imageflow users}. */
@Command(
    name = "users",
    description = "Users of the server; needs the role admin.",
    mixinStandardHelpOptions = true)
final class UsersCommand {
  private final Surroundings surroundings;

  @Mixin private final ServerOptions server;

  UsersCommand(Surroundings surroundings) {
    this.surroundings = surroundings;
    this.server = new ServerOptions(surroundings);
  }

  @Command(name = "list", description = "Lists them.", mixinStandardHelpOptions = true)
  void list(@Option(names = "--json", description = "As JSON.") boolean json) {
    List<JsonNode> users = client().list("/v1/users");
    Terminal terminal = surroundings.terminal();
    if (json) {
      terminal.out().println(Json.write(Json.array().addAll(users)));
      return;
    }
    Table table = new Table("Name", "Roles", "State", "Id");
    for (JsonNode user : users) {
      table.row(
          Json.text(user, "username"),
          Words.joined(user.path("roles")),
          user.path("disabled").asBoolean(false) ? "disabled" : "",
          Json.text(user, "id"));
    }
    table.print(terminal.out(), "");
  }

  @Command(
      name = "add",
      description = "Adds a user. The password is asked for, or read from standard input.",
      mixinStandardHelpOptions = true)
  void add(
      @Parameters(paramLabel = "NAME", description = "Name to log in with.") String name,
      @Option(
              names = "--role",
              required = true,
              paramLabel = "ROLE",
              description = "viewer, pipeline_operator, pipeline_creator or admin; repeatable.")
          List<String> roles) {
    ObjectNode user = Json.object().put("username", name).put("password", newPassword(name));
    roles.forEach(user.putArray("roles")::add);
    client().post("/v1/users", user);
    say("added " + name);
  }

  @Command(
      name = "disable",
      description = "Locks a user out, at once.",
      mixinStandardHelpOptions = true)
  void disable(@Parameters(paramLabel = "NAME", description = "The user.") String name) {
    change(name, Json.object().put("disabled", true));
    say("disabled " + name);
  }

  @Command(name = "enable", description = "Lets a user in again.", mixinStandardHelpOptions = true)
  void enable(@Parameters(paramLabel = "NAME", description = "The user.") String name) {
    change(name, Json.object().put("disabled", false));
    say("enabled " + name);
  }

  @Command(
      name = "password",
      description = "Sets a password, asked for or read from standard input.",
      mixinStandardHelpOptions = true)
  void password(@Parameters(paramLabel = "NAME", description = "The user.") String name) {
    change(name, Json.object().put("password", newPassword(name)));
    say("changed the password of " + name);
  }

  private void change(String name, ObjectNode change) {
    ServerClient client = client();
    for (JsonNode user : client.list("/v1/users")) {
      if (!Json.text(user, "username").equals(name)) continue;
      client.patch("/v1/users/" + Paths.segment(Json.text(user, "id")), change);
      return;
    }
    throw new CommandFailure(ExitCode.REFUSED, "no user is called " + name);
  }

  private String newPassword(String name) {
    Terminal terminal = surroundings.terminal();
    String password =
        terminal
            .console()
            .map(console -> typedTwice(console, name))
            .orElseGet(terminal::firstLineOfInput);
    if (!password.isEmpty()) return password;
    throw new CommandFailure(ExitCode.REFUSED, "no password was given");
  }

  private static String typedTwice(Terminal.Questions console, String name) {
    String first = console.secret("New password of " + name + ": ");
    if (first.equals(console.secret("Again: "))) return first;
    throw new CommandFailure(ExitCode.REFUSED, "the two passwords differ");
  }

  private ServerClient client() {
    return server.connect().client();
  }

  private void say(String text) {
    surroundings.terminal().err().println(text);
  }
}
