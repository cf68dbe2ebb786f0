package com.imageflowcanvas.it.openapi;

import static org.assertj.core.api.Assertions.assertThat;

import com.imageflowcanvas.testkit.server.Api;
import com.imageflowcanvas.testkit.server.ServerProcess;
import java.net.URI;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.core.JacksonException;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * Every parameter of every component takes a value when the component's own JSON Schema does, and
 * refuses all others: in pipelines, and in executions that override it.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ComponentParametersTest {
  private static final JsonMapper STRICT =
      JsonMapper.builder().enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION).build();

  @TempDir static Path data;
  private final List<String> faults = new ArrayList<>();
  private final Map<Integer, Integer> statuses = new HashMap<>();
  private ServerProcess server;
  private Api admin;
  private RawHttp http;
  private ApiDescription api;
  private AnswerCheck check;
  private List<String> headers;
  private String file;

  @BeforeAll
  void start() throws Exception {
    server = ServerProcess.start(data);
    admin = server.api();
    http = new RawHttp(URI.create(server.url()).getPort());
    api = new ApiDescription(admin.getAnonymously("/openapi.json").json());
    check = new AnswerCheck(api, data);
    headers = List.of("Authorization: Bearer " + admin.token(), "Content-Type: application/json");
    Api.Part image = new Api.Part("file", "photo.jpg", GoodRequests.IMAGE);
    file = admin.multipart("/v1/files", Map.of(), List.of(image)).json().path("file_id").asString();
  }

  @AfterAll
  void stop() throws Exception {
    server.close();
  }

  @Test
  void everyParameterTakesWhatItsSchemaTakes() throws Exception {
    Leftovers leftovers = new Leftovers(server, data);
    for (JsonNode component : admin.get("/v1/components").json().path("items")) {
      String type = component.path("id").asString();
      String pipeline = admin.pipeline("with " + type, chain(component, Map.of()));
      JsonNode schema = component.path("parameters");
      for (String name : schema.path("properties").propertyNames()) {
        for (byte[] value : Nasty.jsonValues()) {
          Optional<Boolean> fits = fits(schema, name, value);
          tryPipeline(component, name, value, fits);
          tryExecution(pipeline, type + "_" + name, value, fits);
        }
      }
    }
    System.out.println("answers to nasty parameters: " + statuses);
    assertThat(faults.stream().limit(20).toList()).isEmpty();
    awaitAll();
    leftovers.assertNone(admin);
  }

  private void tryPipeline(JsonNode component, String name, byte[] value, Optional<Boolean> fits)
      throws Exception {
    JsonNode body =
        ApiDescription.JSON.valueToTree(
            Map.of("name", "nasty", "components", chain(component, Map.of(name, "hole"))));
    attempt("/v1/pipelines", body, "/parameters/" + name, value, fits.map(yes -> yes ? 201 : 400));
  }

  private void tryExecution(String pipeline, String key, byte[] value, Optional<Boolean> fits)
      throws Exception {
    JsonNode body =
        ApiDescription.JSON.valueToTree(
            Map.of(
                "pipeline_id",
                pipeline,
                "input_file_ids",
                List.of(file),
                "parameters",
                Map.of(key, "hole")));
    attempt("/v1/executions", body, "/parameters/" + key, value, fits.map(yes -> yes ? 202 : 400));
  }

  private void attempt(
      String path, JsonNode body, String place, byte[] value, Optional<Integer> expected)
      throws Exception {
    byte[] content =
        JsonPlaces.of(body).stream()
            .filter(found -> found.pointer().endsWith(place))
            .findFirst()
            .orElseThrow()
            .with(value);
    RawHttp.Answer answer = http.send("POST", path, headers, content);
    statuses.merge(answer.status(), 1, Integer::sum);
    List<String> wrong = new ArrayList<>(check.faultsOfAny(answer));
    if (expected.filter(status -> status != answer.status()).isPresent()) {
      wrong.add("expected " + expected.get());
    }
    if (!wrong.isEmpty()) {
      String shown = new String(value, StandardCharsets.UTF_8);
      faults.add(path + " " + place + " " + shown + ": " + wrong + " " + answer);
    }
  }

  /** The component, behind a detector where it wants detections, or may want them. */
  private static List<Map<String, Object>> chain(JsonNode component, Map<String, Object> values) {
    List<Map<String, Object>> chain = new ArrayList<>();
    boolean decides = component.path("category").asString().equals("flow");
    if (decides || !component.path("needs").isEmpty()) {
      chain.add(
          Map.of(
              "id",
              "d",
              "component_type",
              "ai_detection",
              "parameters",
              Map.of("model_name", "haar-face")));
    }
    String type = component.path("id").asString();
    chain.add(Map.of("id", "x", "component_type", type, "parameters", values));
    return chain;
  }

  /** Empty where no schema decides: numbers and lists may be written as texts, too. */
  private Optional<Boolean> fits(JsonNode schema, String name, byte[] value) {
    Optional<JsonNode> read = read(value);
    if (read.isEmpty() || name.startsWith("model")) {
      return Optional.of(false); // none of these is an installed model
    }
    JsonNode json = read.get();
    boolean wantsText = schema.at("/properties/" + name + "/type").asString("").equals("string");
    if (json.isString() && !wantsText) {
      return Optional.empty();
    }
    if (json.isNumber() && Math.abs(json.asDouble()) > 1e100) {
      return Optional.of(false); // no parameter is that large, and the validator cannot compare it
    }
    JsonNode parameters = ApiDescription.JSON.createObjectNode().set(name, json);
    return Optional.of(api.faults(schema, parameters).isEmpty());
  }

  private static Optional<JsonNode> read(byte[] value) {
    try {
      String text = StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(value)).toString();
      boolean cannotBeStored = text.contains("\\ud800") || text.contains("\\u0000");
      return cannotBeStored ? Optional.empty() : Optional.of(STRICT.readTree(text));
    } catch (JacksonException | CharacterCodingException e) {
      return Optional.empty();
    }
  }

  private void awaitAll() throws Exception {
    for (String state : List.of("pending", "running")) {
      JsonNode page = admin.get("/v1/executions?limit=100&status=" + state).json();
      while (!page.path("items").isEmpty()) {
        String id = page.path("items").get(0).path("execution_id").asString();
        admin.awaitEnd(id, Duration.ofMinutes(5));
        page = admin.get("/v1/executions?limit=100&status=" + state).json();
      }
    }
  }
}
