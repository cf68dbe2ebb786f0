package com.imageflowcanvas.server.protocol.rest.access;

import static org.assertj.core.api.Assertions.assertThat;

import com.imageflowcanvas.access.Role;
import com.imageflowcanvas.server.running.Answer;
import com.imageflowcanvas.server.running.TestClient;
import com.imageflowcanvas.server.running.TestServer;
import com.imageflowcanvas.server.running.WithServer;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(WithServer.class)
class AuthControllerTest {
  private static final String PASSWORD = "a-good-Password-1!";
  private static final String LOGIN = "/v1/auth/login";

  private final TestClient admin;
  private final TestClient anonymous;

  AuthControllerTest(TestServer server) {
    admin = server.as(Role.ADMIN);
    anonymous = server.anonymous();
  }

  @Test
  void loginAnswersWhatTheContractSays() {
    Answer answer = logIn(user("login-shape"));
    assertThat(answer.status()).isEqualTo(200);
    assertThat(answer.json().path("token_type").asString()).isEqualTo("Bearer");
    assertThat(answer.json().path("expires_in").asInt()).isEqualTo(3600);
    assertThat(answer.json().path("refresh_token").asString()).startsWith("ifr_");
    assertThat(answer.header("Cache-Control").orElse("")).contains("no-store");
    assertThat(answer.header("Set-Cookie")).isEmpty();
    Answer me = anonymous.with(token(answer)).get("/v1/auth/me");
    assertThat(me.json().path("username").asString()).isEqualTo("login-shape");
    assertThat(me.json().path("roles").get(0).asString()).isEqualTo("viewer");
  }

  @Test
  void logoutEndsTheTokensAtOnce() {
    Answer login = logIn(user("leaver"));
    TestClient client = anonymous.with(token(login));
    assertThat(client.post("/v1/auth/logout", "").status()).isEqualTo(204);
    assertThat(client.get("/v1/auth/me").status()).isEqualTo(401);
    assertThat(refresh(login).status()).isEqualTo(401);
  }

  @Test
  void aRefreshTokenIsGoodOnce() {
    Answer login = logIn(user("refresher"));
    Answer next = refresh(login);
    assertThat(next.status()).isEqualTo(200);
    assertThat(anonymous.with(token(next)).get("/v1/auth/me").status()).isEqualTo(200);
    assertThat(refresh(login).status()).isEqualTo(401);
    assertThat(anonymous.with(token(next)).get("/v1/auth/me").status()).isEqualTo(401);
  }

  @Test
  void browsersKeepTheRefreshTokenOutOfReach() {
    Answer login = anonymous.post(LOGIN + "?cookie=true", credentials(user("browser"), PASSWORD));
    assertThat(login.json().has("refresh_token")).isFalse();
    List<String> cookies = login.headers().allValues("Set-Cookie");
    assertThat(cookies)
        .hasSize(3)
        .allSatisfy(
            cookie ->
                assertThat(cookie)
                    .contains("HttpOnly", "SameSite=Strict", "Path=/")
                    .doesNotContain("Path=/;"));
    String cookie = cookies.getFirst().substring(0, cookies.getFirst().indexOf(';'));
    Answer next = anonymous.post("/api/auth/refresh", "", "Cookie", cookie);
    assertThat(next.status()).isEqualTo(200);
    assertThat(next.json().has("refresh_token")).isFalse();
    assertThat(next.headers().allValues("Set-Cookie")).hasSize(3);
    Answer out = anonymous.with(token(next)).post("/v1/auth/logout", "", "Cookie", cookie);
    assertThat(out.headers().allValues("Set-Cookie")).allMatch(v -> v.contains("Max-Age=0"));
  }

  @Test
  void pagesOfOtherSitesCannotUseTheCookie() {
    Answer login = anonymous.post(LOGIN + "?cookie=true", credentials(user("victim"), PASSWORD));
    String set = login.headers().allValues("Set-Cookie").getFirst();
    String cookie = set.substring(0, set.indexOf(';'));
    String own = "http://127.0.0.1:" + anonymous.port();
    for (String[] foreign :
        new String[][] {
          {"Origin", "https://evil.example"},
          {"Origin", "http://127.0.0.1:1"},
          {"Origin", "null"},
          {"Sec-Fetch-Site", "cross-site"},
          {"Sec-Fetch-Site", "same-site"}
        }) {
      Answer refused =
          anonymous.post("/v1/auth/refresh", "", "Cookie", cookie, foreign[0], foreign[1]);
      assertThat(refused.status()).as(foreign[1]).isEqualTo(403);
      assertThat(refused.headers().allValues("Set-Cookie")).isEmpty();
    }
    Answer next = anonymous.post("/v1/auth/refresh", "", "Cookie", cookie, "Origin", own);
    assertThat(next.status()).isEqualTo(200);
  }

  @Test
  void wrongPasswordsHaveToWaitAndOthersDoNot() {
    String username = user("guessed");
    Set<Integer> statuses = new TreeSet<>();
    Answer last = logIn(username);
    // the first that is refused: on a slow machine the wait may be over by the one after it
    for (int i = 0; i < 30 && last.status() != 429; i++) {
      last = anonymous.post(LOGIN, credentials(username, "wrong"));
      statuses.add(last.status());
    }
    assertThat(statuses).containsExactly(401, 429);
    assertThat(last.code()).isEqualTo("RATE_LIMITED");
    assertThat(last.header("Retry-After")).isPresent();
    assertThat(logIn(user("bystander")).status()).isEqualTo(200);
  }

  @Test
  void incompleteLoginsAreRefusedWithThePlace() {
    assertThat(anonymous.post(LOGIN, Map.of("username", "x")).pointers())
        .containsExactly("/password");
    assertThat(anonymous.post(LOGIN, Map.of("username", 1, "password", "x")).pointers())
        .containsExactly("/username");
    assertThat(anonymous.post(LOGIN, "{\"username\":\"a\",\"username\":\"b\"}").code())
        .isEqualTo("INVALID_REQUEST");
    Answer none = anonymous.post(LOGIN, "");
    assertThat(none.code()).isEqualTo("INVALID_REQUEST");
    assertThat(none.json().path("detail").asString())
        .isEqualTo("body: missing or cut (expected: a whole JSON value)");
    assertThat(anonymous.post(LOGIN, Map.of()).json().at("/errors/0/detail").asString())
        .isEqualTo("username: missing (expected: a text)");
    assertThat(admin.post("/v1/users", Map.of()).json().at("/errors/2/detail").asString())
        .isEqualTo("roles: missing (expected: a list)");
    assertThat(anonymous.post(LOGIN, "null").status()).isEqualTo(400);
    assertThat(anonymous.post("/v1/auth/refresh", "").status()).isEqualTo(401);
  }

  @Test
  void oneChangesOnesOwnPassword() {
    TestClient client = anonymous.with(token(logIn(user("changer"))));
    Map<String, String> wrong = Map.of("current_password", "wrong", "password", "another-One-2!");
    Map<String, String> right = Map.of("current_password", PASSWORD, "password", "another-One-2!");
    assertThat(client.put("/v1/auth/password", wrong).pointers())
        .containsExactly("/current_password");
    assertThat(client.put("/v1/auth/password", right).status()).isEqualTo(204);
    assertThat(client.get("/v1/auth/me").status()).isEqualTo(401);
    assertThat(anonymous.post(LOGIN, credentials("changer", "another-One-2!")).status())
        .isEqualTo(200);
  }

  @Test
  void rotatingTheKeyLogsNobodyOut() {
    int before = anonymous.get("/v1/auth/jwks").json().path("keys").size();
    String token = token(logIn(user("stayer")));
    assertThat(admin.post("/v1/auth/keys/rotate", "").status()).isEqualTo(200);
    assertThat(anonymous.with(token).get("/v1/auth/me").status()).isEqualTo(200);
    assertThat(admin.get("/v1/auth/me").status()).isEqualTo(200);
    assertThat(anonymous.get("/v1/auth/jwks").json().path("keys").size()).isEqualTo(before + 1);
    assertThat(anonymous.get("/v1/auth/jwks").json().path("keys").get(0).has("d")).isFalse();
  }

  @Test
  void librariesFindTheKeysWhereTheyLookForThem() {
    Answer found = anonymous.get("/.well-known/jwks.json");
    assertThat(found.status()).isEqualTo(200);
    assertThat(found.json()).isEqualTo(anonymous.get("/v1/auth/jwks").json());
  }

  @Test
  void theAuditLogTellsWhoWasRefusedWhat() {
    TestClient client = anonymous.with(token(logIn(user("curious"))));
    client.get("/v1/users?limit=3");
    Answer log =
        admin.get("/v1/audit?action=access_denied&actor=curious&from=2026-01-01T00:00:00Z");
    assertThat(log.json().path("items").size()).isEqualTo(1);
    assertThat(log.json().path("items").get(0).path("subject").asString())
        .isEqualTo("GET /v1/users");
    assertThat(admin.get("/v1/audit?to=2026-01-01T00:00:00Z").json().path("items").size()).isZero();
    assertThat(admin.get("/v1/audit?from=yesterday").pointers()).containsExactly("/from");
  }

  @Test
  void theAuditLogTellsAnAdmin() {
    logIn(user("noted"));
    Answer log = admin.get("/v1/audit?action=login&limit=100");
    assertThat(log.json().path("items").valueStream().map(e -> e.path("actor").asString()))
        .contains("noted");
    Answer page = admin.get("/v1/audit?limit=1");
    String cursor = page.json().path("next_cursor").asString();
    Answer next = admin.get("/v1/audit?limit=1&cursor=" + cursor);
    assertThat(next.json().path("items").get(0).path("id").asString())
        .isLessThan(page.json().path("items").get(0).path("id").asString());
    assertThat(admin.get("/v1/audit?action=dancing").pointers()).containsExactly("/action");
  }

  private String user(String name) {
    Answer created =
        admin.post(
            "/v1/users",
            Map.of("username", name, "password", PASSWORD, "roles", List.of("viewer")));
    assertThat(created.status()).as(created.toString()).isEqualTo(201);
    return name;
  }

  private Answer logIn(String username) {
    return anonymous.post(LOGIN, credentials(username, PASSWORD));
  }

  private Answer refresh(Answer login) {
    return anonymous.post(
        "/v1/auth/refresh", Map.of("refresh_token", login.json().path("refresh_token").asString()));
  }

  private static Map<String, String> credentials(String username, String password) {
    return Map.of("username", username, "password", password);
  }

  private static String token(Answer login) {
    return login.json().path("access_token").asString();
  }
}
