package com.imageflowcanvas.server.protocol.rest.access;

import static java.util.Map.entry;
import static org.assertj.core.api.Assertions.assertThat;

import com.imageflowcanvas.access.Role;
import com.imageflowcanvas.server.running.Answer;
import com.imageflowcanvas.server.running.TestClient;
import com.imageflowcanvas.server.running.TestServer;
import com.imageflowcanvas.server.running.WithServer;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import tools.jackson.databind.JsonNode;

/** Who gets in where: every operation of the API's description with every role. */
@ExtendWith(WithServer.class)
class RoutesTest {
  /** Need no token. */
  private static final List<String> OPEN =
      List.of(
          "POST /v1/auth/login",
          "POST /v1/auth/refresh",
          "GET /openapi.json",
          "GET /v1/auth/jwks",
          "GET /health/live",
          "GET /health/ready");

  /** The least role of those that are not for all. */
  private static final Map<String, Role> LEAST =
      Map.ofEntries(
          entry("GET /v1/users", Role.ADMIN),
          entry("POST /v1/users", Role.ADMIN),
          entry("GET /v1/users/{id}", Role.ADMIN),
          entry("PATCH /v1/users/{id}", Role.ADMIN),
          entry("DELETE /v1/users/{id}", Role.ADMIN),
          entry("GET /v1/audit", Role.ADMIN),
          entry("GET /v1/services", Role.ADMIN),
          entry("POST /v1/auth/keys/rotate", Role.ADMIN),
          entry("POST /v1/models", Role.ADMIN),
          entry("DELETE /v1/models/{name}", Role.ADMIN),
          entry("PUT /v1/models/aliases/{alias}", Role.ADMIN),
          entry("DELETE /v1/models/aliases/{alias}", Role.ADMIN),
          entry("POST /v1/pipelines", Role.PIPELINE_CREATOR),
          entry("POST /v1/pipelines/import", Role.PIPELINE_CREATOR),
          entry("PUT /v1/pipelines/{id}", Role.PIPELINE_CREATOR),
          entry("DELETE /v1/pipelines/{id}", Role.PIPELINE_CREATOR),
          entry("POST /v1/executions", Role.PIPELINE_OPERATOR),
          entry("POST /v1/executions/{id}/cancel", Role.PIPELINE_OPERATOR),
          entry("DELETE /v1/executions/{id}", Role.PIPELINE_OPERATOR),
          entry("POST /v1/files", Role.PIPELINE_OPERATOR),
          entry("DELETE /v1/files/{id}", Role.PIPELINE_OPERATOR));

  /** Would end the login that all tests share. */
  private static final String LOGOUT = "POST /v1/auth/logout";

  private final TestServer server;

  RoutesTest(TestServer server) {
    this.server = server;
  }

  @Test
  void everyOperationButTheOpenOnesNeedsAToken() {
    for (String operation : operations()) {
      int status = call(server.anonymous(), operation).status();
      if (OPEN.contains(operation)) {
        // an empty login is a bad request, an empty refresh has no token
        assertThat(status).as(operation).isIn(200, 400, 401);
      } else {
        assertThat(status).as(operation).isEqualTo(401);
      }
    }
    assertThat(operations()).containsAll(OPEN).containsAll(LEAST.keySet());
  }

  @ParameterizedTest
  @EnumSource(Role.class)
  void everyOperationAsksForItsRoleBeforeAnythingElse(Role role) {
    assertRoles(server.as(role), role);
  }

  @ParameterizedTest
  @EnumSource(Role.class)
  void apiKeysGetNoFurtherThanTheirRole(Role role) {
    TestClient admin = server.as(Role.ADMIN);
    Answer created =
        admin.post(
            "/v1/api-keys",
            Map.of(
                "name",
                "routes",
                "roles",
                List.of(role.name().toLowerCase(java.util.Locale.ROOT))));
    assertThat(created.status()).as(created.toString()).isEqualTo(201);
    assertRoles(admin.with(created.json().path("key").asString()), role);
    admin.delete(created.header("Location").orElseThrow());
  }

  private void assertRoles(TestClient client, Role role) {
    List<String> faults = new ArrayList<>();
    for (String operation : operations()) {
      Role least = LEAST.getOrDefault(operation, Role.VIEWER);
      if (operation.equals(LOGOUT)
          || operation.equals("POST /v1/auth/keys/rotate") && role == least) {
        continue;
      }
      Answer answer = call(client, operation);
      boolean refused = answer.status() == 403;
      if (refused != role.compareTo(least) < 0
          || answer.status() == 401 && !OPEN.contains(operation)) {
        faults.add(operation + ": " + answer);
      }
    }
    assertThat(faults).isEmpty();
  }

  /** Names nothing that is there and sends nothing, so that only the role can matter. */
  private static Answer call(TestClient client, String operation) {
    String[] parts = operation.split(" ");
    return client.request(
        parts[0], parts[1].replaceAll("\\{version}", "1").replaceAll("\\{\\w+}", "none"));
  }

  private List<String> operations() {
    JsonNode paths = server.anonymous().get("/openapi.json").json().path("paths");
    List<String> operations = new ArrayList<>();
    for (String path : paths.propertyNames()) {
      for (String method : List.of("get", "post", "put", "patch", "delete")) {
        Optional.ofNullable(paths.path(path).get(method))
            .ifPresent(
                found -> operations.add(method.toUpperCase(java.util.Locale.ROOT) + " " + path));
      }
    }
    return operations;
  }
}
