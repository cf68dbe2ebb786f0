package com.imageflowcanvas.it.rest;

import static com.imageflowcanvas.it.rest.ProblemAssert.assertProblem;
import static com.imageflowcanvas.it.rest.SharedServer.PASSWORD;
import static org.assertj.core.api.Assertions.assertThat;

import com.imageflowcanvas.testkit.server.Api;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import tools.jackson.databind.JsonNode;

/** Logging in and out: contract 2.4. */
final class AuthenticationTest {
  @RegisterExtension static final SharedServer SERVER = new SharedServer();

  private static final byte[] NOTHING = {};

  private final Api admin = SERVER.admin();

  @Test
  void loginAnswersTokensAndMeWhoTheyAreFor() throws Exception {
    SharedServer.User user = SERVER.user("pipeline_operator");

    JsonNode login = admin.tryLogin(user.name(), PASSWORD).json();

    assertThat(login.path("token_type").asString()).isEqualTo("Bearer");
    assertThat(login.path("expires_in").asInt()).isPositive();
    assertThat(login.path("refresh_token").asString()).isNotBlank();
    JsonNode me = admin.withToken(login.path("access_token").asString()).get("/v1/auth/me").json();
    assertThat(me.path("id").asString()).isEqualTo(user.id());
    assertThat(me.path("username").asString()).isEqualTo(user.name());
    assertThat(me.path("roles").path(0).asString()).isEqualTo("pipeline_operator");
  }

  @Test
  void logoutRevokesAtOnceAndOnlyThatLogin() throws Exception {
    SharedServer.User user = SERVER.user("viewer");
    JsonNode login = admin.tryLogin(user.name(), PASSWORD).json();
    Api api = admin.withToken(login.path("access_token").asString());
    assertThat(api.get("/v1/pipelines").status()).isEqualTo(200);

    assertThat(api.send("POST", "/v1/auth/logout", Map.of(), NOTHING).status()).isEqualTo(204);

    assertProblem(api.get("/v1/pipelines"), 401, "UNAUTHENTICATED");
    assertProblem(refresh(login.path("refresh_token").asString()), 401, "UNAUTHENTICATED");
    assertThat(user.api().get("/v1/pipelines").status()).isEqualTo(200);
  }

  @Test
  void refreshTokenIsGoodOnce() throws Exception {
    SharedServer.User user = SERVER.user("viewer");
    JsonNode login = admin.tryLogin(user.name(), PASSWORD).json();
    String first = login.path("refresh_token").asString();

    Api.Answer refreshed = refresh(first);
    assertThat(refreshed.status()).as(refreshed.toString()).isEqualTo(200);
    Api api = admin.withToken(refreshed.json().path("access_token").asString());
    assertThat(api.get("/v1/auth/me").status()).isEqualTo(200);

    // somebody else has it too: the whole login ends
    assertProblem(refresh(first), 401, "UNAUTHENTICATED");
    assertProblem(api.get("/v1/auth/me"), 401, "UNAUTHENTICATED");
    assertProblem(
        refresh(refreshed.json().path("refresh_token").asString()), 401, "UNAUTHENTICATED");
  }

  @Test
  void browsersGetTheRefreshTokenOutOfReachOfScripts() throws Exception {
    SharedServer.User user = SERVER.user("viewer");
    Map<String, String> body = Map.of("username", user.name(), "password", PASSWORD);

    Api.Answer login = admin.post("/v1/auth/login?cookie=true", body);

    assertThat(login.json().has("refresh_token")).isFalse();
    List<String> cookies = login.headers().allValues("Set-Cookie");
    assertThat(cookies)
        .isNotEmpty()
        .allSatisfy(cookie -> assertThat(cookie).contains("HttpOnly").contains("SameSite=Strict"));
    String cookie = cookies.getFirst().substring(0, cookies.getFirst().indexOf(';'));
    Api.Answer refreshed =
        admin.send("POST", "/v1/auth/refresh", Map.of("Cookie", cookie), NOTHING);
    assertThat(refreshed.status()).as(refreshed.toString()).isEqualTo(200);
    assertThat(refreshed.json().has("refresh_token")).isFalse();
    assertThat(refreshed.headers().allValues("Set-Cookie")).isNotEmpty();
  }

  @Test
  void guessingPasswordsTakesLongerAndLonger() throws Exception {
    SharedServer.User user = SERVER.user("viewer");
    List<Api.Answer> answers = new ArrayList<>();
    do {
      answers.add(admin.tryLogin(user.name(), "wrong password"));
    } while (answers.getLast().status() == 401 && answers.size() < 20);
    assertThat(answers.getFirst().status()).isEqualTo(401);
    Api.Answer last = answers.getLast();
    assertProblem(last, 429, "RATE_LIMITED");
    assertThat(Integer.parseInt(last.header("Retry-After"))).isPositive();
    // whoever is in stays in, and others come in
    assertThat(user.api().get("/v1/auth/me").status()).isEqualTo(200);
    SERVER.user("viewer");
  }

  @Test
  void unknownUserAndWrongPasswordAreNotToldApart() throws Exception {
    SharedServer.User user = SERVER.user("viewer");

    Api.Answer wrong = admin.tryLogin(user.name(), "wrong password");
    Api.Answer unknown = admin.tryLogin("nobody-" + user.name(), "wrong password");

    assertProblem(wrong, 401, "UNAUTHENTICATED");
    assertThat(unknown.json()).isEqualTo(wrong.json());
  }

  @Test
  void forgedTokensAreRefused() throws Exception {
    String[] parts = admin.token().split("\\.");
    String none = encoded("{\"alg\":\"none\"}") + "." + parts[1] + ".";
    String other = parts[0] + "." + encoded("{\"sub\":\"admin\"}") + "." + parts[2];
    String hmac = encoded("{\"alg\":\"HS256\"}") + "." + parts[1] + "." + parts[2];
    for (String forged : List.of(none, other, hmac, "x", "", "a.b.c", "ifk_guess", "ü")) {
      Api.Answer answer =
          admin.send("GET", "/v1/pipelines", Map.of("Authorization", "Bearer " + forged), NOTHING);
      assertProblem(answer, 401, "UNAUTHENTICATED");
      assertThat(answer.header("WWW-Authenticate")).startsWith("Bearer");
    }
  }

  @Test
  void changedPasswordAndLostRightsCountAtOnce() throws Exception {
    SharedServer.User user = SERVER.user("pipeline_creator");
    assertThat(patch(user, Map.of("roles", List.of("viewer"))).status()).isEqualTo(200);
    assertProblem(
        user.api().post("/v1/pipelines", Requests.pipeline(Requests.name(), Requests.small())),
        403,
        "FORBIDDEN");

    assertThat(patch(user, Map.of("password", "another long Password 2")).status()).isEqualTo(200);
    assertProblem(user.api().get("/v1/auth/me"), 401, "UNAUTHENTICATED");
    Api again = admin.login(user.name(), "another long Password 2");

    assertThat(patch(user, Map.of("disabled", true)).status()).isEqualTo(200);
    assertProblem(again.get("/v1/auth/me"), 401, "UNAUTHENTICATED");
    assertThat(admin.tryLogin(user.name(), "another long Password 2").status()).isEqualTo(401);

    assertThat(admin.delete("/v1/users/" + user.id()).status()).isEqualTo(204);
    assertProblem(admin.get("/v1/users/" + user.id()), 404, "NOT_FOUND");
  }

  @Test
  void wrongUsersAreRefused() throws Exception {
    String name = SERVER.user("viewer").name();
    assertProblem(create(name, PASSWORD, "viewer"), 409, "ALREADY_EXISTS");
    assertProblem(create("Not A Name", PASSWORD, "viewer"), 400, "VALIDATION_FAILED");
    assertProblem(create("short-password", "short", "viewer"), 400, "VALIDATION_FAILED");
    assertProblem(create("well-known", "password1", "viewer"), 400, "VALIDATION_FAILED");
    assertProblem(create("wrong-role", PASSWORD, "emperor"), 400, "VALIDATION_FAILED");
  }

  @Test
  void apiKeyIsShownOnceAndHoldsUntilItIsDeleted() throws Exception {
    SharedServer.User user = SERVER.user("pipeline_creator");
    Api.Answer created =
        user.api()
            .post(
                "/v1/api-keys",
                Map.of("name", "night batch", "roles", List.of("pipeline_operator")));
    assertThat(created.status()).as(created.toString()).isEqualTo(201);
    String secret = created.json().path("key").asString();
    String id = created.json().path("id").asString();
    Api machine = admin.withToken(secret);

    assertThat(machine.get("/v1/auth/me").json().path("username").asString())
        .isEqualTo(user.name());
    assertProblem(
        machine.post("/v1/pipelines", Requests.pipeline(Requests.name(), Requests.small())),
        403,
        "FORBIDDEN");
    assertThat(user.api().get("/v1/api-keys").toString()).contains(id).doesNotContain(secret);
    assertProblem(
        user.api().post("/v1/api-keys", Map.of("name", "more", "roles", List.of("admin"))),
        403,
        "FORBIDDEN");

    assertThat(user.api().delete("/v1/api-keys/" + id).status()).isEqualTo(204);
    assertProblem(machine.get("/v1/auth/me"), 401, "UNAUTHENTICATED");
  }

  @Test
  void rotatedKeyLogsNobodyOut() throws Exception {
    SharedServer.User user = SERVER.user("viewer");
    Set<String> before = keyIds();

    Api.Answer rotated = admin.send("POST", "/v1/auth/keys/rotate", Map.of(), NOTHING);
    assertThat(rotated.status()).as(rotated.toString()).isEqualTo(200);

    String kid = rotated.json().path("kid").asString();
    assertThat(before).doesNotContain(kid);
    assertThat(keyIds()).containsAll(before).contains(kid);
    assertThat(user.api().get("/v1/auth/me").status()).isEqualTo(200);
    String token = admin.login(user.name(), PASSWORD).token();
    String header =
        new String(Base64.getUrlDecoder().decode(token.split("\\.")[0]), StandardCharsets.UTF_8);
    assertThat(Api.JSON.readTree(header).path("kid").asString()).isEqualTo(kid);
  }

  @Test
  void securityEventsAreWrittenDown() throws Exception {
    SharedServer.User user = SERVER.user("viewer");
    admin.tryLogin(user.name(), "wrong password");

    JsonNode log = admin.get("/v1/audit?action=login_failed&limit=20").json();

    assertThat(Requests.texts(log.path("items"), "actor")).contains(user.name());
    assertThat(log.toString()).doesNotContain("wrong password");
    assertProblem(user.api().get("/v1/audit"), 403, "FORBIDDEN");
    assertThat(Instant.parse(log.path("items").path(0).path("at").asString()))
        .isBefore(Instant.now());
  }

  @Test
  void signedLinkShowsItsOneFileOnly() throws Exception {
    SharedServer.User user = SERVER.user("viewer");
    String one = Requests.upload(admin, Requests.IMAGE);
    String other = Requests.upload(admin, Requests.IMAGE);

    Api.Answer made = user.api().send("POST", "/v1/files/" + one + "/link", Map.of(), NOTHING);
    assertThat(made.status()).as(made.toString()).isBetween(200, 201);
    String url = made.json().path("url").asString();

    assertThat(admin.getAnonymously(url).body()).isEqualTo(Requests.IMAGE);
    assertProblem(admin.getAnonymously(url.replace(one, other)), 401, "UNAUTHENTICATED");
    assertProblem(
        admin.getAnonymously(url.substring(0, url.length() - 4) + "AAAA"), 401, "UNAUTHENTICATED");
    String query = url.substring(url.indexOf('?'));
    assertProblem(admin.getAnonymously("/v1/files" + query), 401, "UNAUTHENTICATED");
    assertProblem(admin.getAnonymously("/v1/pipelines" + query), 401, "UNAUTHENTICATED");
  }

  private Set<String> keyIds() throws Exception {
    Set<String> ids = new HashSet<>();
    admin
        .getAnonymously("/v1/auth/jwks")
        .json()
        .path("keys")
        .forEach(
            key -> {
              ids.add(key.path("kid").asString());
              assertThat(key.has("d")).as("the private part").isFalse();
            });
    return ids;
  }

  private Api.Answer refresh(String token) throws Exception {
    return admin.post("/v1/auth/refresh", Map.of("refresh_token", token));
  }

  private Api.Answer patch(SharedServer.User user, Map<String, Object> change) throws Exception {
    return admin.sendJson("PATCH", "/v1/users/" + user.id(), Map.of(), change);
  }

  private Api.Answer create(String name, String password, String role) throws Exception {
    return admin.post(
        "/v1/users", Map.of("username", name, "password", password, "roles", List.of(role)));
  }

  private static String encoded(String json) {
    return Base64.getUrlEncoder()
        .withoutPadding()
        .encodeToString(json.getBytes(StandardCharsets.UTF_8));
  }
}
