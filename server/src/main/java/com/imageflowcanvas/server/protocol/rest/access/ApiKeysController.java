package com.imageflowcanvas.server.protocol.rest.access;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.imageflowcanvas.access.ApiKey;
import com.imageflowcanvas.access.ApiKeyService;
import com.imageflowcanvas.access.Authenticated;
import com.imageflowcanvas.access.Caller;
import com.imageflowcanvas.access.Role;
import com.imageflowcanvas.access.SessionId;
import com.imageflowcanvas.error.Faults;
import com.imageflowcanvas.server.protocol.rest.Page;
import com.imageflowcanvas.server.protocol.rest.PageRequest;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.headers.Header;
import io.swagger.v3.oas.annotations.media.ArraySchema;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.net.InetAddress;
import java.net.URI;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.http.CacheControl;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/** API keys for machines. */
@RestController
@RequestMapping("/v1/api-keys")
@Tag(name = "API keys")
public final class ApiKeysController {
  private final ApiKeyService keys;

  ApiKeysController(ApiKeyService keys) {
    this.keys = keys;
  }

  @PostMapping
  @Operation(
      summary = "Create an API key",
      description =
          "The key itself is in this answer only. It goes into Authorization: Bearer, or into"
              + " X-API-Key. Made by another key it ends with that one at the latest. A user has"
              + " at most 300.",
      operationId = "createApiKey")
  @ApiResponse(responseCode = "201", headers = @Header(name = "Location"))
  ResponseEntity<ApiKeyJson> create(
      Authenticated who, InetAddress from, @RequestBody CreateRequest body) {
    Faults faults = new Faults();
    Optional<String> name = faults.in(() -> Fields.requiredText(body.name, "name"));
    Optional<Set<Role>> roles = faults.in(() -> Fields.requiredRoles(body.roles));
    Optional<Instant> expiry =
        Optional.ofNullable(body.expiresAt)
            .flatMap(text -> faults.in(() -> Fields.instant("expires_at", text)));
    faults.throwIfAny();
    ApiKeyService.Created created =
        keys.create(who, from, name.orElseThrow(), roles.orElseThrow(), expiry);
    return ResponseEntity.created(URI.create("/v1/api-keys/" + created.key().id().value()))
        .cacheControl(CacheControl.noStore())
        .body(ApiKeyJson.of(created.key(), created.secret()));
  }

  @Schema(name = "CreateApiKeyRequest")
  record CreateRequest(
      @Schema(
              requiredMode = Schema.RequiredMode.REQUIRED,
              minLength = 1,
              maxLength = 100,
              example = "night batch")
          @Nullable String name,
      @ArraySchema(
              minItems = 1,
              arraySchema =
                  @Schema(
                      description = "none above one's own",
                      requiredMode = Schema.RequiredMode.REQUIRED,
                      example = "[\"pipeline_operator\"]"),
              schema =
                  @Schema(
                      allowableValues = {
                        "viewer",
                        "pipeline_operator",
                        "pipeline_creator",
                        "admin"
                      }))
          @Nullable List<@Nullable String> roles,
      @Schema(description = "in the future; never where absent", format = "date-time")
          @Nullable String expiresAt) {}

  @GetMapping
  @Operation(
      summary = "List API keys",
      description = "One's own, newest first; everybody's for an admin.",
      operationId = "listApiKeys")
  Page<ApiKeyJson> list(
      Caller caller,
      @RequestParam(required = false) @Nullable Integer limit,
      @RequestParam(required = false) @Nullable String cursor) {
    PageRequest page = PageRequest.of(limit, cursor);
    List<ApiKey> found = keys.list(caller, page.cursor(), page.limit() + 1);
    boolean more = found.size() > page.limit();
    List<ApiKey> shown = more ? found.subList(0, page.limit()) : found;
    return Page.of(
        shown,
        key -> ApiKeyJson.of(key, null),
        more ? Optional.of(shown.getLast().id().value()) : Optional.empty());
  }

  @DeleteMapping("/{id}")
  @ResponseStatus(HttpStatus.NO_CONTENT)
  @Operation(
      summary = "Delete an API key",
      description = "It stops to hold at once.",
      operationId = "deleteApiKey")
  void delete(Authenticated who, InetAddress from, @PathVariable String id) {
    keys.delete(who, from, new SessionId(id));
  }

  @Schema(name = "ApiKey")
  @JsonInclude(JsonInclude.Include.NON_NULL)
  record ApiKeyJson(
      String id,
      String name,
      @Schema(description = "its first characters", example = "ifk_x7Gp2w") String hint,
      List<String> roles,
      @Schema(description = "id of the user who made it") String owner,
      Instant createdAt,
      @Schema(description = "absent for never") @Nullable Instant expiresAt,
      @Schema(description = "the key itself, shown once") @Nullable String key) {

    static ApiKeyJson of(ApiKey key, @Nullable String secret) {
      return new ApiKeyJson(
          key.id().value(),
          key.name(),
          key.hint(),
          UserJson.names(key.roles()),
          key.owner().value(),
          key.createdAt(),
          key.expiresAt().orElse(null),
          secret);
    }
  }
}
