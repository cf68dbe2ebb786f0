package com.imageflowcanvas.server.protocol.rest.access;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.imageflowcanvas.access.AccountService;
import com.imageflowcanvas.access.AccountService.Tokens;
import com.imageflowcanvas.access.Actor;
import com.imageflowcanvas.access.Authenticated;
import com.imageflowcanvas.access.UserService;
import com.imageflowcanvas.error.ErrorCode;
import com.imageflowcanvas.error.Faults;
import com.imageflowcanvas.error.ProblemException;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.security.SecurityRequirements;
import io.swagger.v3.oas.annotations.tags.Tag;
import jakarta.servlet.http.HttpServletRequest;
import java.net.InetAddress;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.http.CacheControl;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/** Logging in, staying in, logging out. */
@RestController
@RequestMapping("/v1/auth")
@Tag(name = "Accounts")
public final class AuthController {
  private final AccountService accounts;
  private final UserService users;

  AuthController(AccountService accounts, UserService users) {
    this.accounts = accounts;
    this.users = users;
  }

  @PostMapping("/login")
  @SecurityRequirements
  @Operation(
      summary = "Log in",
      description =
          "After some wrong passwords the answer is 429 for a growing while, for that user from"
              + " that address.",
      operationId = "login")
  ResponseEntity<LoginJson> login(
      @RequestBody LoginRequest body,
      @RequestParam(defaultValue = "false") boolean cookie,
      HttpServletRequest request,
      InetAddress from) {
    Faults faults = new Faults();
    Optional<String> username = faults.in(() -> Fields.requiredText(body.username, "username"));
    Optional<String> password = faults.in(() -> Fields.requiredText(body.password, "password"));
    faults.throwIfAny();
    return answer(
        accounts.login(username.orElseThrow(), password.orElseThrow(), from), cookie, request);
  }

  @Schema(name = "LoginRequest")
  record LoginRequest(
      @Schema(requiredMode = Schema.RequiredMode.REQUIRED, example = "admin")
          @Nullable String username,
      @Schema(requiredMode = Schema.RequiredMode.REQUIRED, format = "password")
          @Nullable String password) {}

  @PostMapping("/refresh")
  @SecurityRequirements
  @Operation(
      summary = "Get new tokens for a refresh token",
      description =
          "The token comes in the body or in the cookie of a login with ?cookie=true. Each can be"
              + " used once: when one is used again, its login ends.",
      operationId = "refreshLogin")
  ResponseEntity<LoginJson> refresh(
      @RequestBody(required = false) @Nullable RefreshRequest body,
      @RequestParam(defaultValue = "false") boolean cookie,
      HttpServletRequest request,
      InetAddress from) {
    Optional<String> sent = Optional.ofNullable(body).map(RefreshRequest::refreshToken);
    Optional<String> token = sent.or(() -> RefreshCookie.read(request));
    if (token.isEmpty()) {
      throw new ProblemException(
          ErrorCode.UNAUTHENTICATED, "refresh_token: missing (expected: in the body or a cookie)");
    }
    if (sent.isEmpty()) {
      RefreshCookie.requireOwnPage(request);
    }
    return answer(accounts.refresh(token.get(), from), cookie || sent.isEmpty(), request);
  }

  @Schema(name = "RefreshRequest")
  record RefreshRequest(@Nullable String refreshToken) {}

  private static ResponseEntity<LoginJson> answer(
      Tokens tokens, boolean inCookie, HttpServletRequest request) {
    HttpHeaders headers = new HttpHeaders();
    headers.setCacheControl(CacheControl.noStore());
    if (inCookie) {
      RefreshCookie.set(headers, request, tokens.refreshToken(), tokens.refreshExpiresIn());
    }
    return ResponseEntity.ok().headers(headers).body(LoginJson.of(tokens, inCookie));
  }

  @PostMapping("/logout")
  @ResponseStatus(HttpStatus.NO_CONTENT)
  @Operation(
      summary = "Log out",
      description = "The tokens of this login stop to hold at once, on every node.",
      operationId = "logout")
  ResponseEntity<Void> logout(Authenticated who, InetAddress from, HttpServletRequest request) {
    accounts.logout(who, from);
    HttpHeaders headers = new HttpHeaders();
    if (RefreshCookie.read(request).isPresent()) {
      RefreshCookie.clear(headers, request);
    }
    return ResponseEntity.noContent().headers(headers).build();
  }

  @GetMapping("/me")
  @Operation(
      summary = "Who I am",
      description = "The owner of the token or API key, and until when it holds.",
      operationId = "whoAmI")
  MeJson me(Authenticated who) {
    Instant end = who.expiresAt();
    return new MeJson(
        who.caller().id().value(),
        who.caller().username(),
        UserJson.names(who.caller().roles()),
        end.equals(Instant.MAX) ? null : end);
  }

  @Schema(name = "Me")
  @JsonInclude(JsonInclude.Include.NON_NULL)
  record MeJson(
      String id,
      String username,
      List<String> roles,
      @Schema(description = "when the token ends; absent for never") @Nullable Instant expiresAt) {}

  @PutMapping("/password")
  @ResponseStatus(HttpStatus.NO_CONTENT)
  @Operation(
      summary = "Change my password",
      description = "Ends all my logins, this one included.",
      operationId = "changeMyPassword")
  void password(Actor actor, @RequestBody PasswordRequest body) {
    Faults faults = new Faults();
    Optional<String> current =
        faults.in(() -> Fields.requiredText(body.currentPassword, "current_password"));
    Optional<String> next = faults.in(() -> Fields.requiredText(body.password, "password"));
    faults.throwIfAny();
    users.changeOwnPassword(actor, current.orElseThrow(), next.orElseThrow());
  }

  @Schema(name = "PasswordRequest")
  record PasswordRequest(
      @Schema(requiredMode = Schema.RequiredMode.REQUIRED, format = "password")
          @Nullable String currentPassword,
      @Schema(requiredMode = Schema.RequiredMode.REQUIRED, minLength = 8, maxLength = 200)
          @Nullable String password) {}
}
