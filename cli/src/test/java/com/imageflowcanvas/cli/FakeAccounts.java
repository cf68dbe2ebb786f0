package com.imageflowcanvas.cli;

import com.imageflowcanvas.cli.FakeServer.Answer;
import com.imageflowcanvas.cli.FakeServer.Request;
import com.imageflowcanvas.cli.client.Json;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;

/** One user, {@code admin} with the password {@code secret}, and one API key, {@code key-1}. */
final class FakeAccounts {
  volatile int expiresInSeconds = 900;
  final AtomicInteger logins = new AtomicInteger();
  final AtomicInteger refreshes = new AtomicInteger();

  private final Set<String> tokens = ConcurrentHashMap.newKeySet();
  private final Set<String> refreshTokens = ConcurrentHashMap.newKeySet();
  private final AtomicInteger numbers = new AtomicInteger();

  FakeAccounts() {
    tokens.add("key-1");
  }

  /** As after a restart with another key: nobody's access token is valid any more. */
  void forgetAccessTokens() {
    tokens.clear();
  }

  void forgetEverybody() {
    tokens.clear();
    refreshTokens.clear();
  }

  boolean knows(Request request) {
    return tokens.contains(request.header("Authorization").replaceFirst("^Bearer ", ""));
  }

  Answer answer(Request request) {
    return switch (request.line()) {
      case "POST /v1/auth/login" -> login(request);
      case "POST /v1/auth/refresh" -> refresh(request);
      case "POST /v1/auth/logout" -> logout(request);
      case "GET /v1/auth/me" ->
          knows(request)
              ? Answer.json(200, Json.object().put("username", "admin"))
              : Answer.problem(401, "UNAUTHENTICATED", "no valid token");
      default -> Answer.problem(404, "NOT_FOUND", request.line());
    };
  }

  private Answer login(Request request) {
    logins.incrementAndGet();
    boolean right =
        Json.text(request.json(), "username").equals("admin")
            && Json.text(request.json(), "password").equals("secret");
    return right ? tokens() : Answer.problem(401, "UNAUTHENTICATED", "wrong name or password");
  }

  /** A refresh token works once. */
  private Answer refresh(Request request) {
    refreshes.incrementAndGet();
    boolean right = refreshTokens.remove(Json.text(request.json(), "refresh_token"));
    return right ? tokens() : Answer.problem(401, "UNAUTHENTICATED", "unknown refresh token");
  }

  private Answer logout(Request request) {
    tokens.remove(request.header("Authorization").replaceFirst("^Bearer ", ""));
    return Answer.empty();
  }

  private Answer tokens() {
    int number = numbers.incrementAndGet();
    tokens.add("token-" + number);
    refreshTokens.add("refresh-" + number);
    return Answer.json(
        200,
        Json.object()
            .put("access_token", "token-" + number)
            .put("token_type", "Bearer")
            .put("expires_in", expiresInSeconds)
            .put("refresh_token", "refresh-" + number));
  }
}
