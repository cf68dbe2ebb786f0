package com.imageflowcanvas.cli.client;

import java.time.Duration;
import java.time.Instant;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** A login as it is kept. The refresh token is empty when the server gave none. */
record Credentials(String username, String accessToken, String refreshToken, Instant expiresAt) {
  private static final Duration MARGIN = Duration.ofSeconds(30);

  /** Reads the answer of a login or a refresh. */
  static Credentials ofAnswer(String username, JsonNode answer, Instant now) {
    return new Credentials(
        username,
        Json.text(answer, "access_token"),
        Json.text(answer, "refresh_token"),
        now.plusSeconds(answer.path("expires_in").asLong(0)));
  }

  static Credentials ofJson(JsonNode kept) {
    return new Credentials(
        Json.text(kept, "username"),
        Json.text(kept, "access_token"),
        Json.text(kept, "refresh_token"),
        Instant.ofEpochSecond(kept.path("expires_at").asLong(0)));
  }

  ObjectNode json() {
    return Json.object()
        .put("username", username)
        .put("access_token", accessToken)
        .put("refresh_token", refreshToken)
        .put("expires_at", expiresAt.getEpochSecond());
  }

  /** Whether the access token lasts long enough to begin a request with it. */
  boolean usable(Instant now) {
    return !accessToken.isEmpty() && now.plus(MARGIN).isBefore(expiresAt);
  }
}
