package com.imageflowcanvas.server.protocol.rest.services;

import static org.assertj.core.api.Assertions.assertThat;

import com.imageflowcanvas.access.Role;
import com.imageflowcanvas.server.running.TestServer;
import com.imageflowcanvas.server.running.WithServer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import tools.jackson.databind.JsonNode;

@ExtendWith(WithServer.class)
class ServicesControllerTest {
  @Test
  void adminsSeeEveryPart(TestServer server) {
    JsonNode services = server.as(Role.ADMIN).get("/v1/services").json().path("items");

    assertThat(services.findValuesAsString("name"))
        .contains("database", "object store", "dispatcher");
    assertThat(services.findValuesAsString("status")).containsOnly("up");
  }

  @Test
  void othersDoNot(TestServer server) {
    assertThat(server.as(Role.PIPELINE_CREATOR).get("/v1/services").code()).isEqualTo("FORBIDDEN");
  }
}
