package com.imageflowcanvas.it.rest;

import static org.assertj.core.api.Assertions.assertThat;

import com.imageflowcanvas.testkit.server.Api;
import io.grpc.Status;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Who may run pipelines by gRPC: the same as by REST. */
final class GrpcAccessTest {
  @RegisterExtension static final SharedServer SERVER = new SharedServer();

  /** Nobody may run it, since it is not there; whoever gets to know that was let in. */
  private static final String UNKNOWN = "no-such-pipeline";

  @Test
  void tokensAndKeysOfOperatorsGetIn() throws Exception {
    SharedServer.User operator = SERVER.user("pipeline_operator");
    SharedServer.User viewer = SERVER.user("viewer");
    String key = key(operator, "pipeline_operator").path("key").asString();
    String weak = key(operator, "viewer").path("key").asString();
    try (GrpcCaller grpc = new GrpcCaller(SERVER.grpcPort())) {
      assertThat(grpc.run(operator.api().token(), UNKNOWN)).isEqualTo(Status.Code.NOT_FOUND);
      assertThat(grpc.run(key, UNKNOWN)).isEqualTo(Status.Code.NOT_FOUND);
      assertThat(grpc.run(viewer.api().token(), UNKNOWN)).isEqualTo(Status.Code.PERMISSION_DENIED);
      assertThat(grpc.run(weak, UNKNOWN)).isEqualTo(Status.Code.PERMISSION_DENIED);
      for (String wrong : List.of("", "x", "ifk_guess", operator.api().token() + "x")) {
        assertThat(grpc.run(wrong, UNKNOWN)).isEqualTo(Status.Code.UNAUTHENTICATED);
      }
    }
  }

  @Test
  void revokedTokensAndKeysAreOutAtOnce() throws Exception {
    SharedServer.User operator = SERVER.user("pipeline_operator");
    var key = key(operator, "pipeline_operator");
    String secret = key.path("key").asString();
    String token = operator.api().token();
    try (GrpcCaller grpc = new GrpcCaller(SERVER.grpcPort())) {
      assertThat(grpc.run(secret, UNKNOWN)).isEqualTo(Status.Code.NOT_FOUND);
      operator.api().delete("/v1/api-keys/" + key.path("id").asString());
      assertThat(grpc.run(secret, UNKNOWN)).isEqualTo(Status.Code.UNAUTHENTICATED);
      assertThat(grpc.run(token, UNKNOWN)).isEqualTo(Status.Code.NOT_FOUND);
      operator.api().send("POST", "/v1/auth/logout", Map.of(), new byte[0]);
      assertThat(grpc.run(token, UNKNOWN)).isEqualTo(Status.Code.UNAUTHENTICATED);
    }
  }

  private static tools.jackson.databind.JsonNode key(SharedServer.User user, String role)
      throws Exception {
    Api.Answer created =
        user.api().post("/v1/api-keys", Map.of("name", "grpc", "roles", List.of(role)));
    assertThat(created.status()).as(created.toString()).isEqualTo(201);
    return created.json();
  }
}
