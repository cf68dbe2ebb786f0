package com.imageflowcanvas.cli.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.imageflowcanvas.cli.process.CommandFailure;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class ServerAddressTest {
  @ParameterizedTest
  @CsvSource({
    "localhost:8080, http://localhost:8080",
    "http://host:1/, http://host:1",
    "https://host/v1, https://host",
    "https://host/api/v1/, https://host",
    "https://host/imageflow, https://host/imageflow"
  })
  void whatUsersTypeIsUnderstood(String typed, String base) {
    assertThat(ServerAddress.parse(typed)).hasToString(base);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "ftp://host", "http://", "http://a b", "http://host?x=1"})
  void whatIsNoAddressIsRefused(String typed) {
    assertThatThrownBy(() -> ServerAddress.parse(typed))
        .isInstanceOf(CommandFailure.class)
        .hasMessageContaining("server: " + typed + " (expected: a URL");
  }

  @Test
  void linksStayOnTheServerThatGaveThem() {
    ServerAddress server = ServerAddress.parse("https://host/imageflow");

    assertThat(server.link("/v1/files/x/download")).hasToString("https://host/v1/files/x/download");
    assertThat(server.link("https://host/v1/files/x")).hasToString("https://host/v1/files/x");
    assertThatThrownBy(() -> server.link("https://elsewhere/v1/files/x"))
        .hasMessageContaining("not followed");
    assertThatThrownBy(() -> server.link("//elsewhere/x")).hasMessageContaining("not followed");
  }

  @Test
  void webSocketsUseTheSameSecurity() {
    assertThat(ServerAddress.parse("https://host").webSocket("/v1/ws"))
        .hasToString("wss://host/v1/ws");
    assertThat(ServerAddress.parse("http://host").webSocket("/v1/ws"))
        .hasToString("ws://host/v1/ws");
  }
}
