package com.imageflowcanvas.it.rest;

import static com.imageflowcanvas.it.rest.ProblemAssert.assertProblem;
import static com.imageflowcanvas.it.rest.Requests.IMAGE;
import static com.imageflowcanvas.it.rest.Requests.name;
import static com.imageflowcanvas.it.rest.Requests.pipeline;
import static com.imageflowcanvas.it.rest.Requests.small;
import static com.imageflowcanvas.it.rest.Requests.smallPipeline;
import static com.imageflowcanvas.it.rest.Requests.upload;
import static org.assertj.core.api.Assertions.assertThat;

import com.imageflowcanvas.testkit.server.Api;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Who may do what: contract 2.5, route by route. */
final class RolesTest {
  @RegisterExtension static final SharedServer SERVER = new SharedServer();

  @ParameterizedTest
  @ValueSource(strings = {"viewer", "pipeline_operator", "pipeline_creator", "admin"})
  void everyRoleReads(String role) throws Exception {
    Api admin = SERVER.admin();
    String pipeline = smallPipeline(admin);
    String execution = Requests.completed(admin, pipeline).path("execution_id").asString();
    String file = upload(admin, IMAGE);
    Api api = SERVER.user(role).api();

    for (String path :
        List.of(
            "/v1/auth/me",
            "/v1/pipelines",
            "/v1/pipelines/" + pipeline,
            "/v1/pipelines/" + pipeline + "/export",
            "/v1/components",
            "/v1/components/resize",
            "/v1/executions",
            "/v1/executions/" + execution,
            "/v1/executions/" + execution + "/archive",
            "/v1/files",
            "/v1/files/" + file,
            "/v1/files/" + file + "/download",
            "/v1/models")) {
      assertThat(api.get(path).status()).as(role + " " + path).isEqualTo(200);
    }
  }

  @ParameterizedTest
  @CsvSource({
    "viewer,            403, 403, 403, 403",
    "pipeline_operator, 202, 201, 403, 403",
    "pipeline_creator,  202, 201, 201, 403",
    "admin,             202, 201, 201, 201"
  })
  void rolesDecideWhoMakesWhat(String role, int run, int upload, int create, int user)
      throws Exception {
    String pipeline = smallPipeline(SERVER.admin());
    Api api = SERVER.user(role).api();
    Map<String, Integer> got = new LinkedHashMap<>();

    got.put("run", api.submit(pipeline, Map.of(), IMAGE).status());
    got.put(
        "upload",
        api.multipart("/v1/files", Map.of(), List.of(new Api.Part("file", "a.jpg", IMAGE)))
            .status());
    got.put("create", api.post("/v1/pipelines", pipeline(name(), small())).status());
    got.put(
        "user",
        api.post(
                "/v1/users",
                Map.of(
                    "username",
                    "made-by-" + role.replace('_', '-'),
                    "password",
                    SharedServer.PASSWORD,
                    "roles",
                    List.of("viewer")))
            .status());

    assertThat(got).isEqualTo(Map.of("run", run, "upload", upload, "create", create, "user", user));
  }

  @ParameterizedTest
  @ValueSource(strings = {"pipeline_operator", "pipeline_creator"})
  void nobodyButAdminsChangesWhatOthersMade(String role) throws Exception {
    Api owner = SERVER.user("pipeline_creator").api();
    Api other = SERVER.user(role).api();
    String pipeline = smallPipeline(owner);
    String file = upload(owner, IMAGE);
    String execution = Requests.completed(owner, pipeline).path("execution_id").asString();
    Map<String, Object> change = pipeline(name(), small());

    for (Api.Answer refused :
        List.of(
            other.sendJson("PUT", "/v1/pipelines/" + pipeline, Map.of(), change),
            other.delete("/v1/pipelines/" + pipeline),
            other.delete("/v1/files/" + file),
            other.send("POST", "/v1/executions/" + execution + "/cancel", Map.of(), new byte[0]),
            other.delete("/v1/executions/" + execution))) {
      assertProblem(refused, 403, "FORBIDDEN");
    }

    Api admin = SERVER.admin();
    assertThat(admin.sendJson("PUT", "/v1/pipelines/" + pipeline, Map.of(), change).status())
        .isEqualTo(200);
    assertThat(admin.delete("/v1/executions/" + execution).status()).isEqualTo(204);
    assertThat(admin.delete("/v1/files/" + file).status()).isEqualTo(204);
    assertThat(admin.delete("/v1/pipelines/" + pipeline).status()).isEqualTo(204);
  }

  @Test
  void ownerChangesAndDeletesTheirOwn() throws Exception {
    Api owner = SERVER.user("pipeline_creator").api();
    String pipeline = smallPipeline(owner);
    String file = upload(owner, IMAGE);
    String execution = Requests.completed(owner, pipeline).path("execution_id").asString();

    assertThat(
            owner
                .sendJson("PUT", "/v1/pipelines/" + pipeline, Map.of(), pipeline(name(), small()))
                .status())
        .isEqualTo(200);
    assertThat(owner.delete("/v1/executions/" + execution).status()).isEqualTo(204);
    assertThat(owner.delete("/v1/files/" + file).status()).isEqualTo(204);
    assertThat(owner.delete("/v1/pipelines/" + pipeline).status()).isEqualTo(204);
  }

  @ParameterizedTest
  @ValueSource(strings = {"viewer", "pipeline_operator", "pipeline_creator"})
  void usersAndModelsAreForAdmins(String role) throws Exception {
    SharedServer.User user = SERVER.user(role);
    Api api = user.api();
    Api.Part model = new Api.Part("file", "no.onnx", new byte[] {1});

    for (Api.Answer refused :
        List.of(
            api.get("/v1/users"),
            api.sendJson(
                "PATCH", "/v1/users/" + user.id(), Map.of(), Map.of("roles", List.of("admin"))),
            api.delete("/v1/users/" + user.id()),
            api.multipart("/v1/models", Map.of(), List.of(model)),
            api.delete("/v1/models/haar-face"))) {
      assertProblem(refused, 403, "FORBIDDEN");
    }
  }

  @Test
  void everythingButTheOpenPathsNeedsAToken() throws Exception {
    Api api = SERVER.admin();
    for (String closed :
        List.of(
            "/v1/auth/me",
            "/v1/pipelines",
            "/v1/components",
            "/v1/executions",
            "/v1/files",
            "/v1/models",
            "/v1/users",
            "/api/v1/pipelines",
            "/api/pipelines",
            "/metrics")) {
      assertProblem(api.getAnonymously(closed), 401, "UNAUTHENTICATED");
    }
    for (String open :
        List.of("/health/live", "/health/ready", "/openapi.json", "/docs/index.html")) {
      assertThat(api.getAnonymously(open).status()).as(open).isEqualTo(200);
    }
  }
}
