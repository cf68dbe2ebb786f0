package com.imageflowcanvas.it.openapi;

import static com.imageflowcanvas.it.openapi.ApiDescription.JSON;

import com.imageflowcanvas.file.Sha256;
import com.imageflowcanvas.it.openapi.ApiDescription.Operation;
import com.imageflowcanvas.testkit.server.Api;
import com.imageflowcanvas.testkit.server.Images;
import com.imageflowcanvas.testkit.server.ServerProcess;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import tools.jackson.databind.JsonNode;

/** Makes, for every operation, a request that succeeds, and what that request is about. */
final class GoodRequests {
  static final byte[] IMAGE = Images.jpeg(64, 48);
  private static final String PASSWORD = "a long enough Password 1";
  private static final List<Map<String, Object>> SMALL =
      List.of(Map.of("id", "r", "component_type", "resize", "parameters", Map.of("width", 16)));

  private final Api admin;
  private final String token;

  /** Requests come with an API key of the admin, which no failed login can lock out. */
  GoodRequests(Api admin) throws Exception {
    this.admin = admin;
    this.token = apiKey().path("key").asString();
  }

  /** With a form where it takes one. */
  HttpRequestParts of(Operation operation) throws Exception {
    if (operation.requestSchema("multipart/form-data").isPresent()) {
      return bare(operation).withBody(Form.TYPE, form(operation).body());
    }
    return operation.takesBody() ? withJson(operation) : bare(operation);
  }

  HttpRequestParts withJson(Operation operation) throws Exception {
    return bare(operation).withJson(body(operation));
  }

  private HttpRequestParts bare(Operation operation) throws Exception {
    String target = operation.path();
    for (JsonNode parameter : operation.parameters("path")) {
      String name = parameter.path("name").asString();
      target = target.replace("{" + name + "}", subject(operation, name));
    }
    return HttpRequestParts.of(operation.method(), target, token(operation));
  }

  /** With every part that is described. */
  Form form(Operation operation) throws Exception {
    return switch (operation.id()) {
      case "createExecution" ->
          new Form()
              .field("pipeline_id", pipeline())
              .field("priority", "high")
              .field("parameters", "{\"output_format\": \"png\"}")
              .field("input_file_ids", file())
              .field("input_file_ids[]", file())
              .file("input_files", "photo.jpg", IMAGE)
              .file("input_files[]", "photo.jpg", IMAGE);
      case "createFile" ->
          new Form().file("file", "photo.jpg", IMAGE).field("sha256", Sha256.of(IMAGE));
      case "createModel" ->
          new Form()
              .file("file", "tiny.onnx", new byte[100])
              .field("name", "tiny")
              .field("sha256", "0".repeat(64));
      default -> throw new IllegalStateException("say what a good form is of " + operation);
    };
  }

  /** With every member that is described. */
  JsonNode body(Operation operation) throws Exception {
    Object body =
        switch (operation.id()) {
          case "createPipeline", "importPipeline", "updatePipeline" -> wholePipeline();
          case "createExecution" ->
              Map.of(
                  "pipeline_id",
                  pipeline(),
                  "input_file_ids",
                  List.of(file()),
                  "parameters",
                  Map.of("output_format", "png", "r", Map.of("width", 20)),
                  "priority",
                  "low");
          case "createUser" ->
              Map.of("username", name(), "password", PASSWORD, "roles", List.of("viewer"));
          case "changeUser" ->
              Map.of(
                  "roles",
                  List.of("pipeline_operator"),
                  "password",
                  "another Password 3",
                  "disabled",
                  false);
          case "changeMyPassword" ->
              Map.of("current_password", PASSWORD, "password", "another Password 2");
          case "createApiKey" ->
              Map.of(
                  "name",
                  "night batch",
                  "roles",
                  List.of("pipeline_operator"),
                  "expires_at",
                  "2100-01-31T00:00:00Z");
          case "putModelAlias" -> Map.of("model", "haar-face");
          case "createModel" ->
              Map.of(
                  "url", "http://127.0.0.1:1/tiny.onnx", "sha256", "0".repeat(64), "name", "tiny");
          case "login" -> Map.of("username", "admin", "password", ServerProcess.PASSWORD);
          case "refreshLogin" -> Map.of("refresh_token", login().path("refresh_token").asString());
          default -> throw new IllegalStateException("say what a good body is of " + operation);
        };
    return JSON.valueToTree(body);
  }

  private static Map<String, Object> wholePipeline() {
    Map<String, Object> step =
        Map.of(
            "id",
            "r",
            "name",
            "Make it small",
            "component_type",
            "resize",
            "parameters",
            Map.of("width", 16),
            "dependencies",
            List.of("$input"),
            "position",
            Map.of("x", 1.5, "y", -2));
    return Map.of(
        "name", "good " + UUID.randomUUID(),
        "slug", name(),
        "description", "made by a test",
        "components", List.of(step),
        "id", "read over",
        "version", 7,
        "created_at", "read over",
        "updated_at", "read over",
        "created_by", "read over");
  }

  /** What stands at a parameter of the path; a new one each time where it may be used up. */
  private String subject(Operation operation, String parameter) throws Exception {
    String kind = operation.path().split("/")[2];
    return switch (kind + " " + parameter) {
      case "pipelines id" -> pipeline();
      case "pipelines version" -> "1";
      case "executions id" -> operation.id().equals("cancelExecution") ? busy() : ended();
      case "files id" -> file();
      case "components id" -> "resize";
      case "models name" -> "haar-face";
      case "models alias" -> alias(operation);
      case "users id" -> user().path("id").asString();
      case "api-keys id" -> apiKey().path("id").asString();
      default -> throw new IllegalStateException("say what " + parameter + " is of " + operation);
    };
  }

  /** Whether a good answer makes the token that was sent along worthless. */
  static boolean endsItsLogin(Operation operation) {
    return operation.id().equals("logout") || operation.id().equals("changeMyPassword");
  }

  /** A token of somebody with this role. */
  String tokenOf(String role) throws Exception {
    String name = name();
    created(
        admin.post(
            "/v1/users", Map.of("username", name, "password", PASSWORD, "roles", List.of(role))));
    return admin.login(name, PASSWORD).token();
  }

  private String token(Operation operation) throws Exception {
    return endsItsLogin(operation)
        ? admin.login(user().path("username").asString(), PASSWORD).token()
        : token;
  }

  private String pipeline() throws Exception {
    return admin.pipeline("good " + UUID.randomUUID(), SMALL);
  }

  private String file() throws Exception {
    Api.Part part = new Api.Part("file", "photo.jpg", IMAGE);
    return created(admin.multipart("/v1/files", Map.of(), List.of(part)))
        .path("file_id")
        .asString();
  }

  private String ended() throws Exception {
    String id = submitted(SMALL, IMAGE);
    admin.awaitEnd(id, Duration.ofMinutes(5));
    return id;
  }

  private String busy() throws Exception {
    byte[] large = Images.jpeg(3000, 2000);
    return submitted(
        List.of(
            Map.of(
                "id",
                "f",
                "component_type",
                "filter",
                "parameters",
                Map.of("filter_type", "blur"))),
        large,
        large,
        large,
        large);
  }

  private String submitted(List<Map<String, Object>> components, byte[]... images)
      throws Exception {
    String pipeline = admin.pipeline("good " + UUID.randomUUID(), components);
    return created(admin.submit(pipeline, Map.of(), images)).path("execution_id").asString();
  }

  private String alias(Operation operation) throws Exception {
    String alias = name();
    if (operation.method().equals("delete")) {
      created(
          admin.sendJson(
              "PUT", "/v1/models/aliases/" + alias, Map.of(), Map.of("model", "haar-face")));
    }
    return alias;
  }

  private JsonNode user() throws Exception {
    return created(
        admin.post(
            "/v1/users",
            Map.of("username", name(), "password", PASSWORD, "roles", List.of("viewer"))));
  }

  private JsonNode apiKey() throws Exception {
    return created(
        admin.post("/v1/api-keys", Map.of("name", "openapi", "roles", List.of("admin"))));
  }

  private JsonNode login() throws Exception {
    return created(admin.tryLogin("admin", ServerProcess.PASSWORD));
  }

  private static String name() {
    return "x" + UUID.randomUUID().toString().replace("-", "").substring(0, 12);
  }

  private static JsonNode created(Api.Answer answer) {
    if (answer.status() >= 300) {
      throw new IllegalStateException(answer.toString());
    }
    return answer.json();
  }
}
