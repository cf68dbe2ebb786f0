package com.imageflowcanvas.server.protocol.rest.components;

import static org.assertj.core.api.Assertions.assertThat;

import com.imageflowcanvas.access.Role;
import com.imageflowcanvas.server.running.Answer;
import com.imageflowcanvas.server.running.TestClient;
import com.imageflowcanvas.server.running.TestServer;
import com.imageflowcanvas.server.running.WithServer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import tools.jackson.databind.JsonNode;

@ExtendWith(WithServer.class)
class ComponentsControllerTest {
  private final TestClient viewer;
  private final TestClient anonymous;

  ComponentsControllerTest(TestServer server) {
    viewer = server.as(Role.VIEWER);
    anonymous = server.anonymous();
  }

  @Test
  void componentIsToldInBothLanguagesWithTheSchemaOfItsParameters() {
    JsonNode gate = viewer.get("/v1/components/test_gate").json();

    assertThat(gate.path("title").path("en").asString()).isEqualTo("Gate");
    assertThat(gate.path("title").path("ja").asString()).isEqualTo("ゲート");
    assertThat(gate.path("category").asString()).isEqualTo("geometry");
    assertThat(gate.path("inputs").path("min").asInt()).isEqualTo(1);
    assertThat(gate.path("outputs").get(0).asString()).isEqualTo("image");
    JsonNode weight = gate.path("parameters").path("properties").path("weight");
    assertThat(weight.path("type").asString()).isEqualTo("integer");
    assertThat(weight.path("maximum").asInt()).isEqualTo(10);
  }

  @Test
  void listHoldsEveryComponentAndIsNotSentTwice() {
    Answer list = viewer.get("/v1/components");

    assertThat(list.json().path("items").findValuesAsString("id")).contains("test_gate");
    assertThat(
            viewer
                .get("/v1/components", "If-None-Match", list.header("ETag").orElseThrow())
                .status())
        .isEqualTo(304);
  }

  @Test
  void unknownComponentIsNotFound() {
    assertThat(viewer.get("/v1/components/teleport").code()).isEqualTo("NOT_FOUND");
  }

  @Test
  void withoutATokenNothingIsTold() {
    assertThat(anonymous.get("/v1/components").code()).isEqualTo("UNAUTHENTICATED");
  }
}
