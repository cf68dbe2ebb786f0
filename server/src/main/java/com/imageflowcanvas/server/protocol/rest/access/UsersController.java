package com.imageflowcanvas.server.protocol.rest.access;

import com.imageflowcanvas.access.Actor;
import com.imageflowcanvas.access.Caller;
import com.imageflowcanvas.access.Role;
import com.imageflowcanvas.access.User;
import com.imageflowcanvas.access.UserId;
import com.imageflowcanvas.access.UserService;
import com.imageflowcanvas.error.Faults;
import com.imageflowcanvas.server.protocol.rest.Page;
import com.imageflowcanvas.server.protocol.rest.PageRequest;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.headers.Header;
import io.swagger.v3.oas.annotations.media.ArraySchema;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.net.URI;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PatchMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/** Users, for admins. */
@RestController
@RequestMapping("/v1/users")
@Tag(name = "Users")
public final class UsersController {
  private final UserService users;

  UsersController(UserService users) {
    this.users = users;
  }

  @PostMapping
  @Operation(
      summary = "Create a user",
      description = "Who can log in at once.",
      operationId = "createUser")
  @ApiResponse(responseCode = "201", headers = @Header(name = "Location"))
  ResponseEntity<UserJson> create(Actor actor, @RequestBody CreateRequest body) {
    Faults faults = new Faults();
    Optional<String> username = faults.in(() -> Fields.requiredText(body.username, "username"));
    Optional<String> password = faults.in(() -> Fields.requiredText(body.password, "password"));
    Optional<Set<Role>> roles = faults.in(() -> Fields.requiredRoles(body.roles));
    faults.throwIfAny();
    User user =
        users.create(actor, username.orElseThrow(), password.orElseThrow(), roles.orElseThrow());
    return ResponseEntity.created(URI.create("/v1/users/" + user.id())).body(UserJson.of(user));
  }

  @Schema(name = "CreateUserRequest")
  record CreateRequest(
      @Schema(
              requiredMode = Schema.RequiredMode.REQUIRED,
              pattern = "[a-z0-9._-]{1,64}",
              example = "vera")
          @Nullable String username,
      @Schema(
              requiredMode = Schema.RequiredMode.REQUIRED,
              format = "password",
              minLength = 8,
              maxLength = 200)
          @Nullable String password,
      @ArraySchema(
              minItems = 1,
              arraySchema =
                  @Schema(requiredMode = Schema.RequiredMode.REQUIRED, example = "[\"viewer\"]"),
              schema =
                  @Schema(
                      allowableValues = {
                        "viewer",
                        "pipeline_operator",
                        "pipeline_creator",
                        "admin"
                      }))
          @Nullable List<@Nullable String> roles) {}

  @GetMapping
  @Operation(
      summary = "List users by name",
      description = "All of them, disabled ones too.",
      operationId = "listUsers")
  Page<UserJson> list(
      Caller caller,
      @RequestParam(required = false) @Nullable Integer limit,
      @RequestParam(required = false) @Nullable String cursor) {
    PageRequest page = PageRequest.of(limit, cursor);
    List<User> found = users.list(caller, page.cursor(), page.limit() + 1);
    boolean more = found.size() > page.limit();
    List<User> shown = more ? found.subList(0, page.limit()) : found;
    return Page.of(
        shown, UserJson::of, more ? Optional.of(shown.getLast().username()) : Optional.empty());
  }

  @GetMapping("/{id}")
  @Operation(
      summary = "Read a user",
      description = "Name, roles, and whether it is disabled.",
      operationId = "getUser")
  UserJson get(Caller caller, @PathVariable String id) {
    return UserJson.of(users.get(caller, new UserId(id)));
  }

  @PatchMapping("/{id}")
  @Operation(
      summary = "Change a user",
      description = "A new password, or being disabled, ends all logins of the user.",
      operationId = "changeUser")
  UserJson change(Actor actor, @PathVariable String id, @RequestBody ChangeRequest body) {
    UserService.Change change =
        new UserService.Change(
            Optional.ofNullable(body.password),
            Optional.ofNullable(body.roles).map(Fields::roles),
            Optional.ofNullable(body.disabled));
    return UserJson.of(users.change(actor, new UserId(id), change));
  }

  @Schema(name = "ChangeUserRequest", description = "what is absent stays")
  record ChangeRequest(
      @Schema(format = "password", minLength = 8, maxLength = 200) @Nullable String password,
      @ArraySchema(
              minItems = 1,
              schema =
                  @Schema(
                      allowableValues = {
                        "viewer",
                        "pipeline_operator",
                        "pipeline_creator",
                        "admin"
                      }))
          @Nullable List<@Nullable String> roles,
      @Nullable Boolean disabled) {}

  @DeleteMapping("/{id}")
  @ResponseStatus(HttpStatus.NO_CONTENT)
  @Operation(
      summary = "Delete a user",
      description = "With all logins and API keys; what the user has made stays.",
      operationId = "deleteUser")
  void delete(Actor actor, @PathVariable String id) {
    users.delete(actor, new UserId(id));
  }
}
