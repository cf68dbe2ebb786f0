package com.imageflowcanvas.server.protocol.rest.access;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.imageflowcanvas.access.AccountService.Tokens;
import io.swagger.v3.oas.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/**
 * Who has logged in, on the wire.
 *
 * @param expiresIn seconds
 * @param refreshToken null when it went into a cookie
 */
@Schema(name = "Login")
@JsonInclude(JsonInclude.Include.NON_NULL)
record LoginJson(
    @Schema(description = "goes into Authorization: Bearer …") String accessToken,
    @Schema(example = "Bearer") String tokenType,
    @Schema(description = "seconds that the access token holds", example = "3600") long expiresIn,
    @Schema(description = "good for one POST /v1/auth/refresh; absent with ?cookie=true")
        @Nullable String refreshToken,
    UserJson user) {

  static LoginJson of(Tokens tokens, boolean inCookie) {
    return new LoginJson(
        tokens.accessToken(),
        "Bearer",
        tokens.expiresIn().toSeconds(),
        inCookie ? null : tokens.refreshToken(),
        UserJson.of(tokens.user()));
  }
}
