package com.imageflowcanvas.testkit.server;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpHeaders;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The REST API as a client without a library sees it. */
public final class Api {
  public static final JsonMapper JSON = JsonMapper.builder().build();

  /** For one answer, from a server on a machine that does ten other things. */
  private static final Duration PATIENCE = Duration.ofMinutes(3);

  private final HttpClient client =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).connectTimeout(PATIENCE).build();
  private final String base;
  private @Nullable String token;

  public Api(String base) {
    this.base = base;
  }

  /** The same server for somebody who sends this token. */
  public Api withToken(String other) {
    Api api = new Api(base);
    api.token = other;
    return api;
  }

  /** The same server for this user. */
  public Api login(String username, String password) throws IOException, InterruptedException {
    Answer answer = tryLogin(username, password);
    if (answer.status() != 200) {
      throw new IllegalStateException("login of " + username + ": " + answer);
    }
    return withToken(answer.json().path("access_token").asString());
  }

  public Answer tryLogin(String username, String password)
      throws IOException, InterruptedException {
    String body = JSON.writeValueAsString(Map.of("username", username, "password", password));
    return send(
        HttpRequest.newBuilder(uri("/v1/auth/login"))
            .header("Content-Type", "application/json")
            .POST(HttpRequest.BodyPublishers.ofString(body)));
  }

  /** Any request, with the token. */
  public Answer send(String method, String path, Map<String, String> headers, byte[] body)
      throws IOException, InterruptedException {
    HttpRequest.Builder request =
        authorized(path).method(method, HttpRequest.BodyPublishers.ofByteArray(body));
    headers.forEach(request::setHeader);
    return send(request);
  }

  /** Any request with a JSON body, with the token. */
  public Answer sendJson(String method, String path, Map<String, String> headers, Object json)
      throws IOException, InterruptedException {
    Map<String, String> all = new HashMap<>(headers);
    all.putIfAbsent("Content-Type", "application/json");
    return send(method, path, all, JSON.writeValueAsBytes(json));
  }

  /** A request without any token. */
  public Answer getAnonymously(String path) throws IOException, InterruptedException {
    return send(HttpRequest.newBuilder(uri(path)).GET());
  }

  public boolean isReady() throws InterruptedException {
    try {
      return send(HttpRequest.newBuilder(uri("/health/ready")).GET()).status() == 200;
    } catch (IOException e) {
      return false;
    }
  }

  public Answer get(String path) throws IOException, InterruptedException {
    return send(authorized(path).GET());
  }

  public Answer delete(String path) throws IOException, InterruptedException {
    return send(authorized(path).DELETE());
  }

  public Answer post(String path, Object body) throws IOException, InterruptedException {
    return send(
        authorized(path)
            .header("Content-Type", "application/json")
            .POST(HttpRequest.BodyPublishers.ofString(JSON.writeValueAsString(body))));
  }

  public Answer multipart(String path, Map<String, String> headers, List<Part> parts)
      throws IOException, InterruptedException {
    String boundary = UUID.randomUUID().toString();
    ByteArrayOutputStream body = new ByteArrayOutputStream();
    for (Part part : parts) {
      String file = part.filename() == null ? "" : "; filename=\"" + part.filename() + "\"";
      body.write(
          ("--"
                  + boundary
                  + "\r\nContent-Disposition: form-data; name=\""
                  + part.name()
                  + "\""
                  + file
                  + (file.isEmpty() ? "" : "\r\nContent-Type: application/octet-stream")
                  + "\r\n\r\n")
              .getBytes(StandardCharsets.UTF_8));
      body.write(part.content());
      body.write("\r\n".getBytes(StandardCharsets.UTF_8));
    }
    body.write(("--" + boundary + "--\r\n").getBytes(StandardCharsets.UTF_8));
    HttpRequest.Builder request =
        authorized(path).header("Content-Type", "multipart/form-data; boundary=" + boundary);
    headers.forEach(request::header);
    return send(request.POST(HttpRequest.BodyPublishers.ofByteArray(body.toByteArray())));
  }

  /** Submits images to a pipeline. */
  public Answer submit(String pipeline, Map<String, String> headers, byte[]... images)
      throws IOException, InterruptedException {
    List<Part> parts = new ArrayList<>();
    parts.add(Part.field("pipeline_id", pipeline));
    for (int i = 0; i < images.length; i++) {
      parts.add(new Part("input_files", "image-" + i + ".jpg", images[i]));
    }
    return multipart("/v1/executions", headers, parts);
  }

  /** The execution once it has ended. */
  public JsonNode awaitEnd(String execution, Duration patience)
      throws IOException, InterruptedException {
    Instant until = Instant.now().plus(patience);
    while (true) {
      Answer answer = get("/v1/executions/" + execution);
      if (answer.status() != 200) {
        throw new IllegalStateException("execution " + execution + ": " + answer);
      }
      String status = answer.json().path("status").asString();
      if (List.of("completed", "failed", "cancelled").contains(status)) {
        return answer.json();
      }
      if (Instant.now().isAfter(until)) {
        throw new IllegalStateException("execution hangs: " + answer);
      }
      Thread.sleep(10);
    }
  }

  /** Creates a pipeline and returns its id. */
  public String pipeline(String name, List<Map<String, Object>> components)
      throws IOException, InterruptedException {
    Answer answer = post("/v1/pipelines", Map.of("name", name, "components", components));
    if (answer.status() != 201) {
      throw new IllegalStateException("creating a pipeline: " + answer);
    }
    return answer.json().path("id").asString();
  }

  public String token() throws IOException, InterruptedException {
    if (token == null) {
      token = login("admin", ServerProcess.PASSWORD).token();
    }
    return token;
  }

  private HttpRequest.Builder authorized(String path) throws IOException, InterruptedException {
    return HttpRequest.newBuilder(uri(path)).header("Authorization", "Bearer " + token());
  }

  private URI uri(String path) {
    return URI.create(base + path);
  }

  private Answer send(HttpRequest.Builder request) throws IOException, InterruptedException {
    HttpResponse<byte[]> response =
        client.send(request.timeout(PATIENCE).build(), HttpResponse.BodyHandlers.ofByteArray());
    return new Answer(
        response.statusCode(),
        response.headers().firstValue("Content-Type").orElse(""),
        response.body(),
        response.headers());
  }

  /** One part of a form; a file when it has a name. */
  public record Part(String name, @Nullable String filename, byte[] content) {
    public static Part field(String name, String value) {
      return new Part(name, null, value.getBytes(StandardCharsets.UTF_8));
    }
  }

  /** What the server answered. */
  public record Answer(int status, String contentType, byte[] body, HttpHeaders headers) {
    /** The header's first value; empty text when there is none. */
    public String header(String name) {
      return headers.firstValue(name).orElse("");
    }

    public JsonNode json() {
      return JSON.readTree(body);
    }

    @Override
    public String toString() {
      String text = new String(body, StandardCharsets.UTF_8);
      return status + " " + contentType + " " + text.substring(0, Math.min(500, text.length()));
    }
  }
}
