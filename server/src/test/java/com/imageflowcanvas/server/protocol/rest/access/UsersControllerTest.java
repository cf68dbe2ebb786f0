package com.imageflowcanvas.server.protocol.rest.access;

import static org.assertj.core.api.Assertions.assertThat;

import com.imageflowcanvas.access.Role;
import com.imageflowcanvas.server.running.Answer;
import com.imageflowcanvas.server.running.TestClient;
import com.imageflowcanvas.server.running.TestServer;
import com.imageflowcanvas.server.running.WithServer;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(WithServer.class)
class UsersControllerTest {
  private static final String PASSWORD = "a-good-Password-1!";

  private final TestClient admin;
  private final TestClient anonymous;

  UsersControllerTest(TestServer server) {
    admin = server.as(Role.ADMIN);
    anonymous = server.anonymous();
  }

  @Test
  void createdUserIsReadBackAndNeverWithItsPassword() {
    Answer created = create("ursula", "viewer", "pipeline_creator");
    assertThat(created.status()).isEqualTo(201);
    String location = created.header("Location").orElseThrow();
    Answer read = admin.get(location);
    assertThat(read.json()).isEqualTo(created.json());
    assertThat(read.json().path("roles").get(1).asString()).isEqualTo("pipeline_creator");
    assertThat(read.json().propertyNames())
        .containsExactlyInAnyOrder(
            "id", "username", "roles", "disabled", "created_at", "updated_at");
  }

  @Test
  void wrongUsersAreRefusedWithThePlace() {
    assertThat(create("Not A Name", "viewer").pointers()).containsExactly("/username");
    assertThat(create("weak-one", "nobody").pointers()).containsExactly("/roles/0");
    assertThat(create("weak-one").pointers()).containsExactly("/roles");
    Answer weak =
        admin.post(
            "/v1/users",
            Map.of("username", "weak-one", "password", "short", "roles", List.of("viewer")));
    assertThat(weak.pointers()).containsExactly("/password");
    assertThat(weak.toString()).doesNotContain("short");
    create("taken", "viewer");
    assertThat(create("taken", "viewer").code()).isEqualTo("ALREADY_EXISTS");
  }

  @Test
  void allThatIsWrongIsToldAtOnce() {
    Map<String, Object> bad = Map.of("username", "No", "password", "short", "roles", List.of());
    assertThat(admin.post("/v1/users", bad).pointers())
        .containsExactly("/username", "/password", "/roles");
    assertThat(admin.post("/v1/users", Map.of()).pointers())
        .containsExactly("/username", "/password", "/roles");
    assertThat(admin.post("/v1/auth/login", Map.of()).pointers())
        .containsExactly("/username", "/password");
    Map<String, Object> key =
        Map.of("name", "", "roles", List.of(), "expires_at", "2020-01-01T00:00:00Z");
    assertThat(admin.post("/v1/api-keys", key).pointers())
        .containsExactly("/name", "/roles", "/expires_at");
  }

  @Test
  void disabledUserIsOutAndComesBack() {
    Answer created = create("sleeper", "viewer");
    String path = created.header("Location").orElseThrow();
    TestClient client = logIn("sleeper", PASSWORD);
    assertThat(admin.patch(path, Map.of("disabled", true)).json().path("disabled").asBoolean())
        .isTrue();
    assertThat(client.get("/v1/auth/me").status()).isEqualTo(401);
    admin.patch(path, Map.of("disabled", false, "password", "another-One-2!"));
    assertThat(logIn("sleeper", "another-One-2!").get("/v1/auth/me").status()).isEqualTo(200);
  }

  @Test
  void rolesCountAtOnce() {
    String path = create("climber", "viewer").header("Location").orElseThrow();
    TestClient client = logIn("climber", PASSWORD);
    assertThat(client.get("/v1/users").status()).isEqualTo(403);
    admin.patch(path, Map.of("roles", List.of("admin")));
    assertThat(client.get("/v1/users").status()).isEqualTo(200);
    admin.patch(path, Map.of("roles", List.of("viewer")));
    assertThat(client.get("/v1/users").status()).isEqualTo(403);
  }

  @Test
  void deletedUserIsGone() {
    String path = create("goner", "viewer").header("Location").orElseThrow();
    TestClient client = logIn("goner", PASSWORD);
    assertThat(admin.delete(path).status()).isEqualTo(204);
    assertThat(client.get("/v1/auth/me").status()).isEqualTo(401);
    assertThat(admin.get(path).status()).isEqualTo(404);
    assertThat(admin.delete(path).status()).isEqualTo(404);
  }

  @Test
  void theLastAdminStays() {
    String id = admin.get("/v1/auth/me").json().path("id").asString();
    assertThat(admin.delete("/v1/users/" + id).code()).isEqualTo("CONFLICT");
    assertThat(admin.patch("/v1/users/" + id, Map.of("disabled", true)).status()).isEqualTo(409);
  }

  @Test
  void listsComeInPages() {
    List.of("page-1", "page-2", "page-3").forEach(name -> create(name, "viewer"));
    List<String> names = new ArrayList<>();
    String cursor = "page-";
    do {
      Answer page = admin.get("/v1/users?limit=1&cursor=" + cursor);
      names.add(page.json().path("items").get(0).path("username").asString());
      cursor = page.json().path("next_cursor").asString("");
    } while (names.size() < 3);
    assertThat(names).containsExactly("page-1", "page-2", "page-3");
    assertThat(admin.get("/v1/users?limit=0").pointers()).containsExactly("/limit");
    assertThat(admin.get("/v1/users?limit=x").pointers()).containsExactly("/limit");
  }

  @Test
  void aListGoesOnOnlyWhereAPageHasEnded() {
    String noneOfOurs = "6f9619ff-8b86-4011-b42d-00cf4fc964ff";
    for (String list : new String[] {"users", "audit", "api-keys"}) {
      for (String cursor : new String[] {"Rubbish!", "%00", "%20", "..%2f", "x".repeat(65)}) {
        Answer wrong = admin.get("/v1/" + list + "?cursor=" + cursor);
        assertThat(wrong.code()).as(list + " " + cursor).isEqualTo("INVALID_REQUEST");
        assertThat(wrong.pointers()).containsExactly("/cursor");
      }
    }
    for (String list : new String[] {"audit", "api-keys"}) {
      assertThat(admin.get("/v1/" + list + "?cursor=" + noneOfOurs).pointers())
          .containsExactly("/cursor");
    }
  }

  @Test
  void anApiKeyLetsAMachineIn() {
    create("builder", "pipeline_operator");
    TestClient builder = logIn("builder", PASSWORD);
    Answer created =
        builder.post(
            "/v1/api-keys",
            Map.of(
                "name", "night batch",
                "roles", List.of("viewer"),
                "expires_at", Instant.now().plusSeconds(3600).toString()));
    assertThat(created.status()).isEqualTo(201);
    String key = created.json().path("key").asString();
    assertThat(anonymous.with(key).get("/v1/auth/me").json().path("username").asString())
        .isEqualTo("builder");
    assertThat(anonymous.get("/v1/pipelines", "X-API-Key", key).status()).isEqualTo(200);
    Answer list = builder.get("/v1/api-keys?limit=1");
    assertThat(list.json().path("items").size()).isEqualTo(1);
    assertThat(list.json().path("next_cursor").isNull()).isTrue();
    assertThat(list.toString()).doesNotContain(key);
    assertThat(builder.delete(created.header("Location").orElseThrow()).status()).isEqualTo(204);
    assertThat(anonymous.with(key).get("/v1/auth/me").status()).isEqualTo(401);
  }

  @Test
  void aKeyWithoutAnEndSaysNothingOfOne() {
    Answer endless = admin.post("/v1/api-keys", Map.of("name", "x", "roles", List.of("viewer")));
    assertThat(endless.json().has("expires_at")).isFalse();
    TestClient machine = anonymous.with(endless.json().path("key").asString());
    assertThat(machine.get("/v1/auth/me").json().has("expires_at")).isFalse();
    assertThat(admin.get("/v1/auth/me").json().path("expires_at").asString()).isNotEmpty();
  }

  @Test
  void anApiKeyIsNotMightierThanItsMaker() {
    create("modest", "pipeline_operator");
    Answer refused =
        logIn("modest", PASSWORD)
            .post("/v1/api-keys", Map.of("name", "x", "roles", List.of("admin")));
    assertThat(refused.code()).isEqualTo("FORBIDDEN");
  }

  private Answer create(String name, String... roles) {
    return admin.post(
        "/v1/users", Map.of("username", name, "password", PASSWORD, "roles", List.of(roles)));
  }

  private TestClient logIn(String name, String password) {
    Answer login = anonymous.post("/v1/auth/login", Map.of("username", name, "password", password));
    return anonymous.with(login.json().path("access_token").asString());
  }
}
