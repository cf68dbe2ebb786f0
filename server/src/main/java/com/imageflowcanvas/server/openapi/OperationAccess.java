package com.imageflowcanvas.server.openapi;

import io.swagger.v3.oas.models.OpenAPI;
import io.swagger.v3.oas.models.Operation;
import io.swagger.v3.oas.models.security.SecurityRequirement;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Says of every operation who may use it. A test holds it against what the server does. */
final class OperationAccess {
  private static final Map<String, String> LEAST_ROLES =
      Stream.of(
              of("pipeline_operator", "createExecution", "createFile"),
              of("pipeline_operator", "cancelExecution", "deleteExecution", "deleteFile"),
              of("pipeline_creator", "createPipeline", "importPipeline"),
              of("pipeline_creator", "updatePipeline", "deletePipeline"),
              of("admin", "createModel", "deleteModel", "putModelAlias", "deleteModelAlias"),
              of("admin", "listUsers", "createUser", "getUser", "changeUser", "deleteUser"),
              of("admin", "listAuditLog", "rotateSigningKey", "listServices"))
          .flatMap(map -> map.entrySet().stream())
          .collect(Collectors.toUnmodifiableMap(Map.Entry::getKey, Map.Entry::getValue));

  /** Those of which one may only touch one's own, unless one is an admin. */
  private static final Set<String> OWN =
      Set.of(
          "updatePipeline", "deletePipeline", "cancelExecution", "deleteExecution", "deleteFile");

  /** Open to all roles, but not for everything. */
  private static final Map<String, String> CONDITIONS =
      Map.of(
          "createApiKey",
          "Its roles cannot be above one's own.",
          "refreshLogin",
          "With the cookie: from the server's own page only.",
          "deleteApiKey",
          "With an API key: itself, and those whose roles are not above its own.");

  private static final Set<String> LINKED = Set.of("getFile", "downloadFile");

  private OperationAccess() {}

  static void describe(OpenAPI api) {
    Operations.of(api).forEach(OperationAccess::describe);
  }

  /** Whether a caller may be told 403. */
  static boolean canBeForbidden(String operationId) {
    return LEAST_ROLES.containsKey(operationId) || CONDITIONS.containsKey(operationId);
  }

  private static void describe(Operations.At at) {
    Operation operation = at.operation();
    if (at.id().equals("refreshLogin")) {
      SecurityRequirement cookie = new SecurityRequirement().addList(ApiOverview.REFRESH_COOKIE);
      operation.setSecurity(List.of(cookie, new SecurityRequirement()));
    }
    if (LINKED.contains(at.id())) {
      operation.addSecurityItem(new SecurityRequirement().addList(ApiOverview.BEARER));
      operation.addSecurityItem(new SecurityRequirement().addList(ApiOverview.API_KEY));
      operation.addSecurityItem(new SecurityRequirement().addList(ApiOverview.SIGNED_LINK));
    }
    Optional.ofNullable(LEAST_ROLES.get(at.id())).ifPresent(role -> needs(operation, role));
    Optional.ofNullable(CONDITIONS.get(at.id())).ifPresent(text -> append(operation, text));
  }

  private static void needs(Operation operation, String role) {
    operation.addExtension("x-least-role", role);
    boolean own = OWN.contains(operation.getOperationId());
    append(
        operation,
        "Needs the role `" + role + "`" + (own ? ", and to be its owner or an admin." : "."));
  }

  private static void append(Operation operation, String text) {
    String before = operation.getDescription();
    operation.setDescription(before == null ? text : before + " " + text);
  }

  private static Map<String, String> of(String role, String... operations) {
    return Stream.of(operations).collect(Collectors.toMap(id -> id, id -> role));
  }
}
