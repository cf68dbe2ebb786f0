package com.imageflowcanvas.cli.execution;

import com.imageflowcanvas.cli.client.Json;
import com.imageflowcanvas.cli.execution.OutputFolder.Saved;
import com.imageflowcanvas.cli.process.ExitCode;
import java.util.List;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** Tells outcomes as one JSON document: the server's own words, and where the results lie. */
public final class ReportJson {
  private ReportJson() {}

  /**
   * {@code {ok, executions: [the server's object + saved_files], refused: [{input, error}]}}.
   *
   * @param exitCode of the whole command
   */
  public static ObjectNode of(List<Outcome> outcomes, ExitCode exitCode) {
    ArrayNode executions = Json.array();
    ArrayNode refused = Json.array();
    for (Outcome outcome : outcomes) {
      switch (outcome) {
        case Outcome.Ended ended -> executions.add(execution(ended));
        case Outcome.Detached detached ->
            executions.add(
                Json.object().put("execution_id", detached.executionId()).put("status", "pending"));
        case Outcome.Lost lost ->
            refused.add(Json.object().put("input", lost.label()).put("error", lost.why()));
      }
    }
    ObjectNode document = Json.object().put("ok", exitCode == ExitCode.OK);
    document.set("executions", executions);
    document.set("refused", refused);
    return document;
  }

  private static JsonNode execution(Outcome.Ended ended) {
    ObjectNode execution = Json.object().setAll((ObjectNode) ended.report().json());
    ArrayNode files = execution.putArray("saved_files");
    for (List<Saved> item : ended.saved()) {
      for (Saved saved : item) {
        files
            .addObject()
            .put("file_id", saved.output().fileId())
            .put("path", saved.file().toString());
      }
    }
    if (!ended.problem().isEmpty()) execution.put("save_error", ended.problem());
    return execution;
  }
}
