package com.imageflowcanvas.server.running;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** A client of the running server, with or without a token. */
public final class TestClient {
  private static final String BOUNDARY = "----imageflow-test-boundary";

  private static final Duration PATIENCE = Duration.ofMinutes(3);
  private static final JsonMapper JSON = JsonMapper.builder().build();
  private static final HttpClient HTTP =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

  private final String host;
  private final int port;
  private final String token;

  TestClient(String host, int port, String token) {
    this.host = host;
    this.port = port;
    this.token = token;
  }

  public int port() {
    return port;
  }

  public String token() {
    return token;
  }

  public Answer get(String path, String... headers) {
    return send(request(path, headers).GET());
  }

  public Answer head(String path, String... headers) {
    return send(request(path, headers).HEAD());
  }

  public Answer delete(String path, String... headers) {
    return send(request(path, headers).DELETE());
  }

  public Answer post(String path, Object body, String... headers) {
    return send(json(path, headers).POST(text(body)));
  }

  public Answer put(String path, Object body, String... headers) {
    return send(json(path, headers).PUT(text(body)));
  }

  public Answer patch(String path, Object body, String... headers) {
    return send(json(path, headers).method("PATCH", text(body)));
  }

  /** Any method, without a body. */
  public Answer request(String method, String path, String... headers) {
    return send(request(path, headers).method(method, HttpRequest.BodyPublishers.noBody()));
  }

  /** Posts bytes as they are. */
  public Answer postBytes(String path, byte[] body, String... headers) {
    return send(request(path, headers).POST(HttpRequest.BodyPublishers.ofByteArray(body)));
  }

  public Answer form(String path, List<Part> parts, String... headers) {
    return form(path, HttpRequest.BodyPublishers.ofByteArray(multipart(BOUNDARY, parts)), headers);
  }

  /** In chunks, so that the server does not know the length before the end. */
  public Answer chunkedForm(String path, List<Part> parts) {
    HttpRequest.BodyPublisher known =
        HttpRequest.BodyPublishers.ofByteArray(multipart(BOUNDARY, parts));
    return form(path, HttpRequest.BodyPublishers.fromPublisher(known));
  }

  private Answer form(String path, HttpRequest.BodyPublisher body, String... headers) {
    String type = "multipart/form-data; boundary=" + BOUNDARY;
    return send(request(path, headers).header("Content-Type", type).POST(body));
  }

  /** Creates a pipeline; returns its id. */
  public String pipeline(String name, Map<?, ?>... components) {
    Answer answer =
        post("/v1/pipelines", Map.of("name", name, "components", Arrays.asList(components)));
    if (answer.status() != 201) {
      throw new IllegalStateException("creating a pipeline: " + answer);
    }
    return answer.json().path("id").asString();
  }

  /** Submits images; returns the id of the execution. */
  public String submit(String pipeline, byte[]... images) {
    List<Part> parts = new ArrayList<>(List.of(Part.field("pipeline_id", pipeline)));
    for (int i = 0; i < images.length; i++) {
      parts.add(Part.file("input_files", "photo-" + i + ".jpg", images[i]));
    }
    Answer answer = form("/v1/executions", parts);
    if (answer.status() != 202) {
      throw new IllegalStateException("submitting: " + answer);
    }
    return answer.json().path("execution_id").asString();
  }

  /** The execution, once it has one of these states. */
  public JsonNode await(String execution, String... states) {
    long end = System.nanoTime() + PATIENCE.toNanos();
    while (System.nanoTime() < end) {
      Answer answer = get("/v1/executions/" + execution);
      if (List.of(states).contains(answer.json().path("status").asString())) {
        return answer.json();
      }
      pause();
    }
    throw new IllegalStateException("execution hangs: " + get("/v1/executions/" + execution));
  }

  private HttpRequest.Builder json(String path, String... headers) {
    return request(path, headers).header("Content-Type", "application/json");
  }

  private static HttpRequest.BodyPublisher text(Object body) {
    return HttpRequest.BodyPublishers.ofString(
        body instanceof String text ? text : JSON.writeValueAsString(body));
  }

  /** The same client with another token. */
  public TestClient with(String other) {
    return new TestClient(host, port, other);
  }

  private HttpRequest.Builder request(String path, String... headers) {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(URI.create("http://" + host + ":" + port + path)).timeout(PATIENCE);
    if (!token.isEmpty()) {
      request.header("Authorization", "Bearer " + token);
    }
    return headers.length == 0 ? request : request.headers(headers);
  }

  private static Answer send(HttpRequest.Builder request) {
    try {
      HttpResponse<byte[]> response =
          HTTP.send(request.build(), HttpResponse.BodyHandlers.ofByteArray());
      return new Answer(response.statusCode(), response.headers(), response.body());
    } catch (IOException e) {
      throw new IllegalStateException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  private static byte[] multipart(String boundary, List<Part> parts) {
    ByteArrayOutputStream body = new ByteArrayOutputStream();
    for (Part part : parts) {
      String file = part.filename().map(name -> "; filename=\"" + name + "\"").orElse("");
      body.writeBytes(
          ("--"
                  + boundary
                  + "\r\nContent-Disposition: form-data; name=\""
                  + part.name()
                  + "\""
                  + file
                  + "\r\n\r\n")
              .getBytes(StandardCharsets.UTF_8));
      body.writeBytes(part.content());
      body.writeBytes("\r\n".getBytes(StandardCharsets.UTF_8));
    }
    body.writeBytes(("--" + boundary + "--\r\n").getBytes(StandardCharsets.UTF_8));
    return body.toByteArray();
  }

  private static void pause() {
    try {
      Thread.sleep(5);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }
}
