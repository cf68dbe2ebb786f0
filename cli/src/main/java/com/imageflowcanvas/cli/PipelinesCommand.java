package com.imageflowcanvas.cli;

import com.imageflowcanvas.cli.client.Json;
import com.imageflowcanvas.cli.client.Paths;
import com.imageflowcanvas.cli.client.ServerClient;
import com.imageflowcanvas.cli.display.Table;
import com.imageflowcanvas.cli.process.CommandFailure;
import com.imageflowcanvas.cli.process.ExitCode;
import com.imageflowcanvas.cli.process.Surroundings;
import com.imageflowcanvas.cli.process.Terminal;
import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** {@code imageflow pipelines}. */
@Command(
    name = "pipelines",
    description = "Pipelines of the server.",
    mixinStandardHelpOptions = true)
final class PipelinesCommand {
  private final Surroundings surroundings;

  @Mixin private final ServerOptions server;

  PipelinesCommand(Surroundings surroundings) {
    this.surroundings = surroundings;
    this.server = new ServerOptions(surroundings);
  }

  @Command(name = "list", description = "Lists them.", mixinStandardHelpOptions = true)
  void list(@Option(names = "--json", description = "As JSON.") boolean json) {
    List<JsonNode> pipelines = client().list("/v1/pipelines");
    Terminal terminal = surroundings.terminal();
    if (json) {
      terminal.out().println(Json.write(Json.array().addAll(pipelines)));
      return;
    }
    Table table = new Table("Slug", "Name", " Version", " Steps", "Id");
    for (JsonNode pipeline : pipelines) {
      table.row(
          Json.text(pipeline, "slug"),
          Json.text(pipeline, "name"),
          Json.text(pipeline, "version"),
          String.valueOf(pipeline.path("components").size()),
          Json.text(pipeline, "id"));
    }
    table.print(terminal.out(), "");
  }

  @Command(
      name = "export",
      description = "Writes one as JSON, to standard output or a new file.",
      mixinStandardHelpOptions = true)
  void export(
      @Parameters(paramLabel = "PIPELINE", description = "Id or slug.") String pipeline,
      @Option(
              names = {"-o", "--output"},
              paramLabel = "FILE",
              description = "A file that is not there yet.")
          @Nullable Path file) {
    String text = Json.write(client().get("/v1/pipelines/" + Paths.segment(pipeline)));
    if (file == null) {
      surroundings.terminal().out().println(text);
    } else {
      save(surroundings.workingFolder().resolve(file), text);
    }
  }

  @Command(
      name = "import",
      description =
          "Creates one from JSON that was exported or written by hand. A slug that is taken gives"
              + " way to one made of the name.",
      mixinStandardHelpOptions = true)
  void importFrom(@Parameters(paramLabel = "FILE", description = "The JSON file.") Path file) {
    ObjectNode pipeline = read(surroundings.workingFolder().resolve(file));
    JsonNode created = client().post("/v1/pipelines/import", pipeline);
    surroundings
        .terminal()
        .out()
        .println(Json.text(created, "slug") + " " + Json.text(created, "id"));
  }

  private static void save(Path file, String text) {
    try {
      Files.writeString(file, text + "\n", StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
    } catch (FileAlreadyExistsException e) {
      throw new CommandFailure(ExitCode.REFUSED, "is already there: " + file);
    } catch (IOException e) {
      throw new CommandFailure(ExitCode.FAILED, "cannot be written: " + file);
    }
  }

  private static ObjectNode read(Path file) {
    try {
      if (Json.parse(Files.readString(file)) instanceof ObjectNode pipeline) return pipeline;
    } catch (IOException e) {
      throw new CommandFailure(ExitCode.REFUSED, "cannot be read: " + file);
    } catch (JacksonException e) {
      throw new CommandFailure(ExitCode.REFUSED, file + " is no JSON: " + e.getOriginalMessage());
    }
    throw new CommandFailure(ExitCode.REFUSED, file + " (expected: a JSON object)");
  }

  private ServerClient client() {
    return server.connect().client();
  }
}
