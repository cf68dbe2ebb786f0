package com.imageflowcanvas.it.openapi;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * A request before it is sent.
 *
 * @param json what the body says, where it is JSON
 */
record HttpRequestParts(
    String method, String target, List<String> headers, byte[] body, @Nullable JsonNode json) {

  static HttpRequestParts of(String method, String target, String token) {
    return new HttpRequestParts(
        method.toUpperCase(Locale.ROOT),
        target,
        List.of("Authorization: Bearer " + token),
        new byte[0],
        null);
  }

  HttpRequestParts withJson(JsonNode value) {
    byte[] text = value.toString().getBytes(StandardCharsets.UTF_8);
    HttpRequestParts typed = withBody("application/json", text);
    return new HttpRequestParts(method, target, typed.headers, text, value);
  }

  HttpRequestParts withBody(String type, byte[] content) {
    return without("Content-Type").with("Content-Type: " + type).withContent(content);
  }

  HttpRequestParts withContent(byte[] content) {
    return new HttpRequestParts(method, target, headers, content, json);
  }

  HttpRequestParts with(String header) {
    List<String> all = new ArrayList<>(headers);
    all.add(header);
    return new HttpRequestParts(method, target, all, body, json);
  }

  HttpRequestParts without(String header) {
    String start = header.toLowerCase(Locale.ROOT) + ":";
    List<String> left =
        headers.stream().filter(h -> !h.toLowerCase(Locale.ROOT).startsWith(start)).toList();
    return new HttpRequestParts(method, target, left, body, json);
  }

  HttpRequestParts at(String other) {
    return new HttpRequestParts(method, other, headers, body, json);
  }

  RawHttp.Answer send(RawHttp http) throws IOException {
    return http.send(method, target, headers, body);
  }

  @Override
  public String toString() {
    String text = new String(body, StandardCharsets.UTF_8);
    List<String> shown =
        headers.stream()
            .filter(header -> !header.startsWith("Authorization: Bearer ifk_"))
            .toList();
    return method
        + " "
        + shortened(target)
        + " "
        + shortened(shown.toString())
        + " "
        + shortened(text.replaceAll("[^\\p{Print}]", "."));
  }

  private static String shortened(String text) {
    return text.length() > 300 ? text.substring(0, 300) + "… (" + text.length() + ")" : text;
  }
}
