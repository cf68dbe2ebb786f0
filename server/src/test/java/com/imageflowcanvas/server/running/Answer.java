package com.imageflowcanvas.server.running;

import java.net.http.HttpHeaders;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.stream.StreamSupport;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** What the server answered. */
public record Answer(int status, HttpHeaders headers, byte[] body) {
  private static final JsonMapper JSON = JsonMapper.builder().build();

  public JsonNode json() {
    return JSON.readTree(body);
  }

  public Optional<String> header(String name) {
    return headers.firstValue(name);
  }

  /** The stable code word of a problem; empty when it is none. */
  public String code() {
    return header("Content-Type").orElse("").startsWith("application/problem+json")
        ? json().path("code").asString()
        : "";
  }

  /** The places that a problem names. */
  public List<String> pointers() {
    return StreamSupport.stream(json().path("errors").spliterator(), false)
        .map(error -> error.path("pointer").asString())
        .toList();
  }

  @Override
  public String toString() {
    String text = new String(body, StandardCharsets.UTF_8);
    return status + " " + text.substring(0, Math.min(1000, text.length()));
  }
}
