package com.imageflowcanvas.cli.execution;

import com.imageflowcanvas.cli.client.ServerClient;
import com.imageflowcanvas.cli.display.SafeName;
import com.imageflowcanvas.cli.execution.ExecutionReport.ItemLine;
import com.imageflowcanvas.cli.execution.ExecutionReport.OutputLink;
import com.imageflowcanvas.cli.process.CommandFailure;
import com.imageflowcanvas.cli.process.ExitCode;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;

/**
 * Where the results of an execution are saved. A file that is already there is never replaced: the
 * new one gets a number behind its name.
 */
public final class OutputFolder {
  private final Path folder;

  public OutputFolder(Path folder) {
    this.folder = folder;
  }

  /** A result on disk. */
  public record Saved(OutputLink output, Path file) {}

  /** Downloads all outputs of one image, in their order. */
  public List<Saved> save(ServerClient client, ItemLine item) {
    List<Saved> saved = new ArrayList<>();
    for (OutputLink output : item.outputs()) {
      saved.add(new Saved(output, save(client, output, name(item, output))));
    }
    return saved;
  }

  /** The input's name, the step that made it, the ending of the output. */
  private static String name(ItemLine item, OutputLink output) {
    if (item.filename().isEmpty() || output.stepId().isEmpty()) {
      return SafeName.of(output.filename());
    }
    String stem = SafeName.stem(SafeName.of(item.filename()));
    return SafeName.of(stem + "-" + output.stepId() + SafeName.ending(output.filename()));
  }

  private Path save(ServerClient client, OutputLink output, String name) {
    try {
      Files.createDirectories(folder);
      Path part = folder.resolve(".download-" + UUID.randomUUID() + ".part");
      try (InputStream bytes = client.open(output.url())) {
        Files.copy(bytes, part);
        return moveToFreeName(part, name);
      } finally {
        Files.deleteIfExists(part);
      }
    } catch (IOException e) {
      throw new CommandFailure(
          ExitCode.FAILED, "cannot save " + name + " in " + folder + ": " + e.getMessage());
    }
  }

  private Path moveToFreeName(Path part, String name) throws IOException {
    for (int number = 1; ; number++) {
      String numbered =
          number == 1 ? name : SafeName.stem(name) + "-" + number + SafeName.ending(name);
      try {
        return Files.move(part, folder.resolve(numbered));
      } catch (FileAlreadyExistsException e) {
        // the next number
      }
    }
  }
}
