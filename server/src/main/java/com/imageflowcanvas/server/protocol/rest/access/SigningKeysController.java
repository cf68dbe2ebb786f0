package com.imageflowcanvas.server.protocol.rest.access;

import com.imageflowcanvas.access.Actor;
import com.imageflowcanvas.access.SecurityService;
import io.swagger.v3.oas.annotations.Hidden;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import io.swagger.v3.oas.annotations.security.SecurityRequirements;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import org.springframework.http.MediaType;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RestController;

/** The keys that access tokens are signed with. */
@RestController
@Tag(name = "Accounts")
public final class SigningKeysController {
  private final SecurityService security;

  SigningKeysController(SecurityService security) {
    this.security = security;
  }

  @GetMapping(path = "/v1/auth/jwks", produces = MediaType.APPLICATION_JSON_VALUE)
  @SecurityRequirements
  @Operation(
      summary = "Public keys of the access tokens",
      description = "A JSON Web Key Set (RFC 7517); also at /.well-known/jwks.json.",
      operationId = "publicKeys")
  @ApiResponse(
      responseCode = "200",
      content =
          @Content(
              mediaType = MediaType.APPLICATION_JSON_VALUE,
              schema = @Schema(implementation = KeySet.class)))
  byte[] keys() {
    String keys = "{\"keys\":[" + String.join(",", security.publicKeys()) + "]}";
    return keys.getBytes(StandardCharsets.UTF_8);
  }

  /** Where libraries look for them. */
  @Hidden
  @GetMapping(path = "/.well-known/jwks.json", produces = MediaType.APPLICATION_JSON_VALUE)
  byte[] wellKnownKeys() {
    return keys();
  }

  /** What clients are told; the keys are made as text where they are kept. */
  @Schema(name = "KeySet")
  record KeySet(List<Map<String, String>> keys) {}

  @PostMapping("/v1/auth/keys/rotate")
  @Operation(
      summary = "Sign access tokens with a new key",
      description = "Nobody is logged out: older keys are good for the tokens that they signed.",
      operationId = "rotateSigningKey")
  RotatedJson rotate(Actor actor) {
    return new RotatedJson(security.rotateSigningKey(actor));
  }

  @Schema(name = "RotatedKey")
  record RotatedJson(@Schema(description = "id of the new key") String kid) {}
}
