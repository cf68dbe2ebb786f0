package com.imageflowcanvas.it.openapi;

import com.imageflowcanvas.it.openapi.ApiDescription.Operation;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** Makes bad requests out of a good one. */
final class BadRequests {
  private static final List<String> TYPES =
      List.of(
          "text/plain",
          "application/xml",
          "application/json; charset=utf-16",
          "application/json;;;",
          "////",
          "multipart/form-data",
          "application/x-www-form-urlencoded",
          "image/png",
          "*/*");

  private final Operation operation;
  private final HttpRequestParts good;
  private final @Nullable HttpRequestParts json;
  private final Form form;
  private final Nasty nasty;

  /**
   * @param json a good request with a JSON body, where there can be one
   * @param form of the good request; empty where it has none
   */
  BadRequests(
      Operation operation,
      HttpRequestParts good,
      @Nullable HttpRequestParts json,
      Form form,
      Nasty nasty) {
    this.operation = operation;
    this.good = good;
    this.json = json;
    this.form = form;
    this.nasty = nasty;
  }

  /** Whether there is anything in it that can be bad. */
  boolean hasInput() {
    return operation.takesBody() || operation.description().has("parameters");
  }

  HttpRequestParts next() {
    List<Supplier<HttpRequestParts>> ways = new ArrayList<>();
    ways.add(this::otherHeaders);
    ways.add(this::unknownQuery);
    if (!operation.parameters("path").isEmpty()) {
      ways.add(this::otherPath);
    }
    if (!operation.parameters("query").isEmpty()) {
      ways.add(this::otherQuery);
      ways.add(this::otherQuery);
    }
    if (json != null && json.json() != null) {
      HttpRequestParts from = json;
      JsonNode body = json.json();
      for (int i = 0; i < 5; i++) {
        ways.add(() -> from.withContent(nasty.spoiled(body)));
      }
    }
    if (operation.requestSchema("multipart/form-data").isPresent()) {
      for (int i = 0; i < 5; i++) {
        ways.add(() -> form.spoiled(good, nasty));
      }
    }
    if (operation.takesBody()) {
      ways.add(() -> good.withBody(nasty.one(TYPES), good.body()));
    }
    return nasty.one(ways).get();
  }

  private HttpRequestParts otherPath() {
    String path = operation.path();
    for (JsonNode parameter : operation.parameters("path")) {
      path = path.replace("{" + parameter.path("name").asString() + "}", nasty.inUrl());
    }
    return good.at(path);
  }

  private HttpRequestParts otherQuery() {
    StringBuilder query = new StringBuilder();
    for (JsonNode parameter : operation.parameters("query")) {
      if (nasty.random().nextBoolean() || query.isEmpty()) {
        query
            .append(query.isEmpty() ? '?' : '&')
            .append(parameter.path("name").asString())
            .append('=')
            .append(nasty.inUrl());
      }
    }
    return good.at(good.target() + query);
  }

  private HttpRequestParts unknownQuery() {
    String twice = operation.parameters("query").isEmpty() ? "a" : name("query");
    return good.at(
        good.target()
            + nasty.one(
                List.of("?", "?&&&", "?=", "?a", "?%00=%00", "?" + twice + "=1&" + twice + "=2")));
  }

  private HttpRequestParts otherHeaders() {
    String declared = operation.parameters("header").isEmpty() ? "Accept" : name("header");
    return switch (nasty.random().nextInt(6)) {
      case 0 ->
          good.with("Accept: " + nasty.one(List.of("image/png", "text/html", "x", "*/*;q=a")));
      case 1 -> good.without("Authorization");
      case 2 ->
          good.without("Authorization")
              .with(
                  "Authorization: "
                      + nasty.one(
                          List.of("Bearer", "Bearer x.y.z", "Basic YWRtaW46eA==", "Bearer ifk_x")));
      case 3 -> good.with("Accept-Language: " + nasty.inHeader());
      case 4 -> good.with("Range: bytes=" + nasty.inHeader());
      default -> good.with(declared + ": " + nasty.inHeader());
    };
  }

  private String name(String place) {
    return nasty.one(operation.parameters(place)).path("name").asString();
  }
}
