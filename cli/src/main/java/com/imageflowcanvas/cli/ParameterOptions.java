package com.imageflowcanvas.cli;

import com.imageflowcanvas.cli.client.Json;
import com.imageflowcanvas.cli.process.CommandFailure;
import com.imageflowcanvas.cli.process.ExitCode;
import java.util.ArrayList;
import java.util.List;
import picocli.CommandLine.Option;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;
import tools.jackson.databind.node.StringNode;

/** The parameters of an execution, as one JSON object and as single words. */
final class ParameterOptions {
  @Option(
      names = "--parameters",
      paramLabel = "JSON",
      description = "Parameters as one JSON object, for example '{\"resize_width\": 800}'.")
  private String object = "{}";

  @Option(
      names = "-p",
      paramLabel = "KEY=VALUE",
      description =
          "One parameter, for example -p resize_width=800 or -p resize-step-0.width=800 for one"
              + " step alone. Can be repeated.")
  private List<String> single = new ArrayList<>();

  /** One object; single words win over the object. */
  ObjectNode value() {
    if (!(parsed(object) instanceof ObjectNode parameters)) {
      throw refused("--parameters: " + object + " (expected: a JSON object)");
    }
    for (String pair : single) {
      int equals = pair.indexOf('=');
      if (equals < 1) throw refused("-p: " + pair + " (expected: key=value)");
      set(parameters, pair.substring(0, equals), scalar(pair.substring(equals + 1)));
    }
    return parameters;
  }

  private static void set(ObjectNode parameters, String key, JsonNode value) {
    int dot = key.lastIndexOf('.');
    ObjectNode place = dot < 1 ? parameters : step(parameters, key.substring(0, dot));
    place.set(key.substring(dot < 1 ? 0 : dot + 1), value);
  }

  private static ObjectNode step(ObjectNode parameters, String step) {
    return parameters.get(step) instanceof ObjectNode there ? there : parameters.putObject(step);
  }

  /** A number, true, false, null, list or object as in JSON; anything else is a word. */
  private static JsonNode scalar(String text) {
    try {
      JsonNode value = Json.parse(text);
      return value.isMissingNode() ? StringNode.valueOf(text) : value;
    } catch (JacksonException e) {
      return StringNode.valueOf(text);
    }
  }

  private static JsonNode parsed(String text) {
    try {
      return Json.parse(text);
    } catch (JacksonException e) {
      throw refused("--parameters: " + text + " (expected: JSON; " + e.getOriginalMessage() + ")");
    }
  }

  private static CommandFailure refused(String message) {
    return new CommandFailure(ExitCode.REFUSED, message);
  }
}
