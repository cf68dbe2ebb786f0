package com.imageflowcanvas.server.protocol.rest.pipelines;

import static org.assertj.core.api.Assertions.assertThat;

import com.imageflowcanvas.access.Role;
import com.imageflowcanvas.server.running.Answer;
import com.imageflowcanvas.server.running.TestClient;
import com.imageflowcanvas.server.running.TestServer;
import com.imageflowcanvas.server.running.WithServer;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import tools.jackson.databind.JsonNode;

@ExtendWith(WithServer.class)
class PipelinesControllerTest {
  private static final Map<String, Object> GATE = Map.of("id", "g", "component_type", "test_gate");

  private final TestClient creator;
  private final TestClient admin;
  private final TestClient viewer;

  PipelinesControllerTest(TestServer server) {
    creator = server.as(Role.PIPELINE_CREATOR);
    admin = server.as(Role.ADMIN);
    viewer = server.as(Role.VIEWER);
  }

  @Test
  void createdPipelineIsReadBackAsItWasSent() {
    Map<String, Object> step =
        Map.of(
            "id",
            "first",
            "name",
            "The first",
            "component_type",
            "test_gate",
            "parameters",
            Map.of("weight", 3),
            "dependencies",
            List.of("$input"),
            "position",
            Map.of("x", 10.5, "y", -3));
    Answer created =
        creator.post(
            "/v1/pipelines",
            Map.of("name", "Häuser groß", "description", "d", "components", List.of(step)));

    assertThat(created.status()).isEqualTo(201);
    String id = created.json().path("id").asString();
    assertThat(created.header("Location")).contains("/v1/pipelines/" + id);
    assertThat(created.header("ETag")).contains("\"1\"");
    JsonNode read = viewer.get("/v1/pipelines/" + id).json();
    assertThat(read).isEqualTo(created.json());
    assertThat(read.path("slug").asString()).isEqualTo("hauser-gro");
    JsonNode component = read.path("components").get(0);
    assertThat(component.path("parameters").path("weight").asInt()).isEqualTo(3);
    assertThat(component.path("dependencies").get(0).asString()).isEqualTo("$input");
    assertThat(component.path("position").path("x").asDouble()).isEqualTo(10.5);
  }

  @Test
  void pipelineIsFoundByItsSlug() {
    String id = creator.pipeline("Found by slug", GATE);

    assertThat(viewer.get("/v1/pipelines/found-by-slug").json().path("id").asString())
        .isEqualTo(id);
  }

  @Test
  void pipelineCanBeSentBackAsItWasGot() {
    String id = creator.pipeline("Sent back", GATE);
    Answer got = creator.get("/v1/pipelines/" + id);

    Answer put = creator.put("/v1/pipelines/" + id, got.json(), "If-Match", "\"1\"");

    assertThat(put.status()).isEqualTo(200);
    assertThat(put.json().path("version").asInt()).isEqualTo(2);
    assertThat(put.header("ETag")).contains("\"2\"");
  }

  @Test
  void staleVersionIsNotOverwritten() {
    String id = creator.pipeline("Stale", GATE);
    Map<String, Object> next = Map.of("name", "Newer", "components", List.of(GATE));
    creator.put("/v1/pipelines/" + id, next);

    Answer stale = creator.put("/v1/pipelines/" + id, next, "If-Match", "\"1\"");
    assertThat(stale.code()).isEqualTo("VERSION_MISMATCH");
    assertThat(stale.json().path("detail").asString()).contains("stale is at version 2");
    assertThat(creator.put("/v1/pipelines/" + id, next, "If-Match", "W/\"2\"").status())
        .isEqualTo(412);
    assertThat(creator.put("/v1/pipelines/" + id, next, "If-Match", "nonsense").status())
        .isEqualTo(412);
    assertThat(creator.put("/v1/pipelines/" + id, next, "If-Match", "\"7\", \"2\"").status())
        .isEqualTo(200);
    assertThat(creator.put("/v1/pipelines/" + id, next, "If-Match", "*").status()).isEqualTo(200);
    assertThat(creator.delete("/v1/pipelines/" + id, "If-Match", "\"1\"").status()).isEqualTo(412);
  }

  @Test
  void unchangedPipelineIsNotSentAgain() {
    String id = creator.pipeline("Unchanged", GATE);

    assertThat(viewer.get("/v1/pipelines/" + id, "If-None-Match", "\"1\"").status()).isEqualTo(304);
    assertThat(viewer.get("/v1/pipelines/" + id, "If-None-Match", "W/\"1\"").status())
        .isEqualTo(304);
    assertThat(viewer.get("/v1/pipelines/" + id, "If-None-Match", "*").status()).isEqualTo(304);
    assertThat(viewer.get("/v1/pipelines/" + id, "If-None-Match", "\"2\"").status()).isEqualTo(200);
  }

  @Test
  void olderVersionsAreKept() {
    String id = creator.pipeline("With history", GATE);
    creator.put("/v1/pipelines/" + id, Map.of("name", "Renamed", "components", List.of(GATE)));

    assertThat(viewer.get("/v1/pipelines/" + id + "/versions/1").json().path("name").asString())
        .isEqualTo("With history");
    assertThat(viewer.get("/v1/pipelines/" + id + "/versions/2").json().path("name").asString())
        .isEqualTo("Renamed");
    assertThat(viewer.get("/v1/pipelines/" + id + "/versions/3").status()).isEqualTo(404);
    assertThat(viewer.get("/v1/pipelines/" + id + "/versions/x").status()).isEqualTo(400);
  }

  @Test
  void versionsAreListedAndOutliveTheirPipeline() {
    String id = creator.pipeline("Remembered", GATE);
    String path = "/v1/pipelines/" + id + "/versions";
    creator.put("/v1/pipelines/" + id, Map.of("name", "Renamed", "components", List.of(GATE)));
    creator.put("/v1/pipelines/remembered", Map.of("name", "Third", "components", List.of(GATE)));

    JsonNode first = viewer.get(path + "?limit=2").json();
    String cursor = first.path("next_cursor").asString();
    JsonNode rest = viewer.get(path + "?limit=2&cursor=" + cursor).json();
    assertThat(first.path("items").findValuesAsString("version")).containsExactly("3", "2");
    assertThat(rest.path("items").findValuesAsString("version")).containsExactly("1");
    assertThat(rest.path("next_cursor").isNull()).isTrue();
    assertThat(viewer.get(path + "?cursor=x").pointers()).containsExactly("/cursor");
    assertThat(viewer.get("/v1/pipelines/no-such/versions").status()).isEqualTo(404);

    creator.delete("/v1/pipelines/" + id);
    assertThat(viewer.get(path).json().path("items").size()).isEqualTo(3);
    assertThat(viewer.get(path + "/1").json().path("name").asString()).isEqualTo("Remembered");
    assertThat(viewer.get("/v1/pipelines/remembered/versions").status()).isEqualTo(404);
  }

  @Test
  void namesAreCountedAsPeopleCountThem() {
    Map<String, Object> wanted = Map.of("name", "🙂".repeat(200), "components", List.of(GATE));
    assertThat(creator.post("/v1/pipelines", wanted).status()).isEqualTo(201);
    assertThat(
            creator
                .post(
                    "/v1/pipelines", Map.of("name", "🙂".repeat(201), "components", List.of(GATE)))
                .pointers())
        .containsExactly("/name");
  }

  @Test
  void changesOfManyAtOnceWithoutAPreconditionAreAllMade() {
    String id = creator.pipeline("Busy", GATE);
    Map<String, Object> next = Map.of("name", "Busy", "components", List.of(GATE));
    List<CompletableFuture<Integer>> answers =
        IntStream.range(0, 8)
            .mapToObj(
                i ->
                    CompletableFuture.supplyAsync(
                        () -> creator.put("/v1/pipelines/" + id, next).status(),
                        Thread::startVirtualThread))
            .toList();
    assertThat(answers.stream().map(CompletableFuture::join)).containsOnly(200);
    assertThat(viewer.get("/v1/pipelines/" + id).json().path("version").asInt()).isEqualTo(9);
  }

  @Test
  void deletedPipelineIsGone() {
    String id = creator.pipeline("Deleted", GATE);

    assertThat(creator.delete("/v1/pipelines/" + id).status()).isEqualTo(204);
    assertThat(viewer.get("/v1/pipelines/" + id).code()).isEqualTo("NOT_FOUND");
    assertThat(creator.delete("/v1/pipelines/" + id).status()).isEqualTo(404);
  }

  @Test
  void everyWrongPlaceIsNamed() {
    Map<String, Object> step = new HashMap<>(Map.of("parameters", Map.of()));
    Answer answer = creator.post("/v1/pipelines", Map.of("components", List.of(step)));

    assertThat(answer.code()).isEqualTo("VALIDATION_FAILED");
    assertThat(answer.pointers())
        .containsExactly("/name", "/components/0/id", "/components/0/component_type");
    assertThat(answer.json().path("error")).isEqualTo(answer.json().path("detail"));
  }

  @Test
  void wrongTypesAndUnknownMembersAreRefusedAtTheirPlace() {
    assertThat(creator.post("/v1/pipelines", "{\"name\": 5, \"components\": []}").pointers())
        .containsExactly("/name");
    assertThat(creator.post("/v1/pipelines", "{\"name\": \"x\", \"components\": 5}").pointers())
        .containsExactly("/components");
    assertThat(creator.post("/v1/pipelines", "{\"nmae\": \"x\"}").pointers())
        .containsExactly("/nmae");
    assertThat(
            creator
                .post(
                    "/v1/pipelines",
                    "{\"name\":\"x\",\"components\":[{\"id\":\"a\",\"type\":\"resize\"}]}")
                .pointers())
        .containsExactly("/components/0/type");
    assertThat(creator.post("/v1/pipelines", "{\"name\":\"a\",\"name\":\"b\"}").status())
        .isEqualTo(400);
    assertThat(creator.post("/v1/pipelines", "{").status()).isEqualTo(400);
    assertThat(creator.post("/v1/pipelines", "[]").status()).isEqualTo(400);
    assertThat(creator.post("/v1/pipelines", "null").status()).isEqualTo(400);
    assertThat(creator.postBytes("/v1/pipelines", new byte[0]).status()).isBetween(400, 499);
  }

  @Test
  void pipelineThatCannotRunIsRefused() {
    Answer cycle =
        creator.post(
            "/v1/pipelines",
            Map.of(
                "name",
                "cycle",
                "components",
                List.of(
                    Map.of("id", "a", "component_type", "test_gate", "dependencies", List.of("b")),
                    Map.of(
                        "id", "b", "component_type", "test_gate", "dependencies", List.of("a")))));
    Answer range =
        creator.post(
            "/v1/pipelines",
            Map.of(
                "name",
                "range",
                "components",
                List.of(
                    Map.of(
                        "id", "a",
                        "component_type", "test_gate",
                        "parameters", Map.of("weight", 99)))));

    assertThat(cycle.code()).isEqualTo("PIPELINE_INVALID");
    assertThat(range.pointers()).containsExactly("/components/0/parameters/weight");
    assertThat(range.json().path("detail").asString()).contains("99").contains("1..10");
  }

  @Test
  void onlyCreatorsCreateAndOnlyOwnersChange() {
    Map<String, Object> body = Map.of("name", "Roles", "components", List.of(GATE));
    String ofAdmin = admin.pipeline("Of the admin", GATE);
    String ofCreator = creator.pipeline("Of the creator", GATE);

    assertThat(viewer.post("/v1/pipelines", body).code()).isEqualTo("FORBIDDEN");
    assertThat(creator.put("/v1/pipelines/" + ofAdmin, body).code()).isEqualTo("FORBIDDEN");
    assertThat(creator.delete("/v1/pipelines/" + ofAdmin).code()).isEqualTo("FORBIDDEN");
    assertThat(admin.put("/v1/pipelines/" + ofCreator, body).status()).isEqualTo(200);
  }

  @Test
  void listIsPagedAndSearched() {
    for (int i = 0; i < 5; i++) {
      creator.pipeline("Zebra " + i, GATE);
    }
    JsonNode first = viewer.get("/v1/pipelines?q=zebra&limit=3").json();
    String cursor = first.path("next_cursor").asString();
    JsonNode second = viewer.get("/v1/pipelines?q=ZEBRA&limit=3&cursor=" + cursor).json();

    assertThat(names(first)).containsExactly("Zebra 4", "Zebra 3", "Zebra 2");
    assertThat(names(second)).containsExactly("Zebra 1", "Zebra 0");
    assertThat(second.path("next_cursor").isNull()).isTrue();
    assertThat(names(creator.get("/v1/pipelines?created_by=me&q=zebra").json())).hasSize(5);
    assertThat(names(viewer.get("/v1/pipelines?created_by=me&q=zebra").json())).isEmpty();
    assertThat(viewer.get("/v1/pipelines?limit=0").pointers()).containsExactly("/limit");
    assertThat(viewer.get("/v1/pipelines?limit=101").status()).isEqualTo(400);
    assertThat(viewer.get("/v1/pipelines?limit=x").status()).isEqualTo(400);
    for (String list : new String[] {"pipelines", "executions", "files"}) {
      Answer wrong = viewer.get("/v1/" + list + "?cursor=nonsense");
      assertThat(wrong.code()).isEqualTo("INVALID_REQUEST");
      assertThat(wrong.pointers()).containsExactly("/cursor");
    }
  }

  @Test
  void exportedPipelineIsImportedUnderAnotherSlug() {
    creator.pipeline("Travels", GATE);
    Answer export = viewer.get("/v1/pipelines/travels/export");

    Answer imported = creator.post("/v1/pipelines/import", export.json());

    assertThat(export.header("Content-Disposition").orElse(""))
        .startsWith("attachment")
        .contains("travels.pipeline.json");
    assertThat(imported.status()).isEqualTo(201);
    assertThat(imported.json().path("slug").asString()).isEqualTo("travels-2");
    assertThat(creator.post("/v1/pipelines", export.json()).code()).isEqualTo("ALREADY_EXISTS");
  }

  @Test
  void aliasesOfThePathAnswerTheSame() {
    String id = creator.pipeline("By any path", GATE);

    assertThat(viewer.get("/api/v1/pipelines/" + id).json())
        .isEqualTo(viewer.get("/v1/pipelines/" + id).json())
        .isEqualTo(viewer.get("/api/pipelines/" + id).json());
  }

  private static List<String> names(JsonNode page) {
    return page.path("items").findValuesAsString("name").stream()
        .filter(name -> name.startsWith("Zebra"))
        .toList();
  }
}
