package com.imageflowcanvas.cli;

import com.imageflowcanvas.cli.client.Json;
import com.imageflowcanvas.cli.client.MultipartForm;
import com.imageflowcanvas.cli.client.Paths;
import com.imageflowcanvas.cli.client.ServerClient;
import com.imageflowcanvas.cli.display.Table;
import com.imageflowcanvas.cli.process.CommandFailure;
import com.imageflowcanvas.cli.process.ExitCode;
import com.imageflowcanvas.cli.process.Surroundings;
import com.imageflowcanvas.cli.process.Terminal;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** {@code imageflow models}. */
@Command(
    name = "models",
    description = "Detection models of the server; changing them needs the role admin.",
    mixinStandardHelpOptions = true)
final class ModelsCommand {
  private final Surroundings surroundings;

  @Mixin private final ServerOptions server;

  ModelsCommand(Surroundings surroundings) {
    this.surroundings = surroundings;
    this.server = new ServerOptions(surroundings);
  }

  @Command(name = "list", description = "Lists them.", mixinStandardHelpOptions = true)
  void list(@Option(names = "--json", description = "As JSON.") boolean json) {
    List<JsonNode> models = client().list("/v1/models");
    Terminal terminal = surroundings.terminal();
    if (json) {
      terminal.out().println(Json.write(Json.array().addAll(models)));
      return;
    }
    Table table = new Table("Name", "Aliases", "Kind", " Input", " Classes", " Size");
    for (JsonNode model : models) {
      table.row(
          Json.text(model, "name"),
          Words.joined(model.path("aliases")),
          Json.text(model, "kind"),
          Words.size(model.path("input_width").asInt(0), model.path("input_height").asInt(0)),
          String.valueOf(model.path("classes").size()),
          Words.bytes(model.path("size_bytes").asLong(0)));
    }
    table.print(terminal.out(), "");
  }

  @Command(
      name = "add",
      description =
          "Installs an ONNX model from a file here, or from a URL that the server fetches.",
      mixinStandardHelpOptions = true)
  void add(
      @Parameters(paramLabel = "FILE|URL", description = "The .onnx file.") String source,
      @Option(names = "--sha256", paramLabel = "HEX", description = "What the file must hash to.")
          @Nullable String sha256,
      @Option(
              names = "--name",
              paramLabel = "NAME",
              description = "Its name; the file's name without its ending when not given.")
          @Nullable String name)
      throws IOException {
    JsonNode added =
        source.matches("https?://.*") ? fetched(source, sha256, name) : sent(source, sha256, name);
    say("installed " + Json.text(added, "name"));
  }

  @Command(name = "remove", description = "Removes one.", mixinStandardHelpOptions = true)
  void remove(@Parameters(paramLabel = "NAME", description = "Its name.") String name) {
    client().delete("/v1/models/" + Paths.segment(name));
    say("removed " + name);
  }

  @Command(
      name = "alias",
      description = "Gives a model another name, or moves an alias to another model.",
      mixinStandardHelpOptions = true)
  void alias(
      @Parameters(paramLabel = "ALIAS", description = "The other name.") String alias,
      @Parameters(paramLabel = "NAME", description = "The model it stands for.") String name) {
    client().put("/v1/models/aliases/" + Paths.segment(alias), Json.object().put("model", name));
    say(alias + " is " + name);
  }

  @Command(name = "unalias", description = "Removes an alias.", mixinStandardHelpOptions = true)
  void unalias(@Parameters(paramLabel = "ALIAS", description = "The alias.") String alias) {
    client().delete("/v1/models/aliases/" + Paths.segment(alias));
    say("removed the alias " + alias);
  }

  private JsonNode fetched(String url, @Nullable String sha256, @Nullable String name) {
    ObjectNode body = Json.object().put("url", url);
    if (sha256 != null) body.put("sha256", sha256);
    if (name != null) body.put("name", name);
    return client().post("/v1/models", body);
  }

  private JsonNode sent(String source, @Nullable String sha256, @Nullable String name)
      throws IOException {
    Path file = surroundings.workingFolder().resolve(source);
    if (!Files.isReadable(file) || Files.isDirectory(file)) {
      throw new CommandFailure(ExitCode.REFUSED, "no such file: " + source);
    }
    if (sha256 != null) Sha256.check(file, sha256);
    MultipartForm form = new MultipartForm().file("file", file);
    Optional.ofNullable(sha256).ifPresent(hash -> form.field("sha256", hash));
    Optional.ofNullable(name).ifPresent(given -> form.field("name", given));
    return client().upload("/v1/models", form, UUID.randomUUID().toString());
  }

  private ServerClient client() {
    return server.connect().client();
  }

  private void say(String text) {
    surroundings.terminal().err().println(text);
  }
}
