package com.imageflowcanvas.cli.execution;

import com.imageflowcanvas.cli.client.Json;
import com.imageflowcanvas.cli.client.MultipartForm;
import com.imageflowcanvas.cli.process.CommandFailure;
import com.imageflowcanvas.cli.process.ExitCode;
import java.io.FileNotFoundException;
import java.nio.file.Path;
import tools.jackson.databind.JsonNode;

/**
 * What is to be done with each batch.
 *
 * @param pipeline id or slug
 * @param parameters object of the contract's parameter names; empty for none
 * @param priority low, normal or high
 */
public record RunRequest(String pipeline, JsonNode parameters, String priority) {

  MultipartForm form(Batch batch) {
    MultipartForm form =
        new MultipartForm().field("pipeline_id", pipeline).field("priority", priority);
    if (!parameters.isEmpty()) form.field("parameters", Json.write(parameters));
    for (Path image : batch.images()) {
      try {
        form.file("input_files", image);
      } catch (FileNotFoundException e) {
        throw new CommandFailure(ExitCode.FAILED, "cannot be read: " + image);
      }
    }
    return form;
  }
}
