package com.imageflowcanvas.cli.client;

import java.io.InputStream;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.WebSocket;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.function.Function;
import tools.jackson.databind.JsonNode;

/**
 * Requests of a user who is logged in; renews the login once when it is refused. Thread-safe.
 * Throws {@link ApiError} and {@link Unreachable}.
 */
public final class ServerClient {
  private final ServerAddress server;
  private final Transport transport;
  private final Tokens tokens;

  ServerClient(ServerAddress server, Transport transport, Tokens tokens) {
    this.server = server;
    this.transport = transport;
    this.tokens = tokens;
  }

  public ServerAddress server() {
    return server;
  }

  public JsonNode get(String path) {
    return json(transport.request(path).GET());
  }

  public JsonNode post(String path, JsonNode body) {
    return json(withBody(path).POST(Transport.body(body)));
  }

  public JsonNode put(String path, JsonNode body) {
    return json(withBody(path).PUT(Transport.body(body)));
  }

  public JsonNode patch(String path, JsonNode body) {
    return json(withBody(path).method("PATCH", Transport.body(body)));
  }

  /** A POST without a body. */
  public JsonNode post(String path) {
    return json(transport.request(path).POST(BodyPublishers.noBody()));
  }

  public void delete(String path) {
    json(transport.request(path).DELETE());
  }

  /** Sends a form, streaming its files; the key makes sending it again safe. */
  public JsonNode upload(String path, MultipartForm form, String idempotencyKey) {
    return json(upload(path, idempotencyKey, form));
  }

  /** The same; asks the server to answer when it is done, if that is within the time. */
  public JsonNode uploadAndWait(
      String path, MultipartForm form, String idempotencyKey, Duration longest) {
    return json(upload(path, idempotencyKey, form).header("Prefer", "wait=" + longest.toSeconds()));
  }

  private HttpRequest.Builder upload(String path, String idempotencyKey, MultipartForm form) {
    return transport
        .unhurried(path)
        .header("Content-Type", form.contentType())
        .header("Idempotency-Key", idempotencyKey)
        .POST(form.body());
  }

  /** The bytes behind a link of an answer; the caller closes them. */
  public InputStream open(String link) {
    HttpRequest.Builder request = HttpRequest.newBuilder(server.link(link)).GET();
    return authorized(request, transport::open).body();
  }

  /** All items of a list, page after page. */
  public List<JsonNode> list(String path) {
    List<JsonNode> items = new ArrayList<>();
    String cursor = "";
    do {
      JsonNode page = get(cursor.isEmpty() ? path : path + "?cursor=" + Paths.segment(cursor));
      page.path("items").forEach(items::add);
      cursor = Json.text(page, "next_cursor");
    } while (!cursor.isEmpty());
    return items;
  }

  /** A WebSocket that is logged in from its first message. */
  public CompletableFuture<WebSocket> webSocket(String path, WebSocket.Listener listener) {
    return transport
        .webSocket()
        .subprotocols("bearer", tokens.token())
        .buildAsync(server.webSocket(path), listener);
  }

  /** Makes sure that the login is accepted, before much is sent with it. */
  public void ensureLoggedIn() {
    get("/v1/auth/me");
  }

  private HttpRequest.Builder withBody(String path) {
    return transport.request(path).header("Content-Type", "application/json");
  }

  private JsonNode json(HttpRequest.Builder request) {
    return transport.json(authorized(request, transport::send));
  }

  private <T> HttpResponse<T> authorized(
      HttpRequest.Builder request, Function<HttpRequest.Builder, HttpResponse<T>> send) {
    String token = tokens.token();
    try {
      return send.apply(request.setHeader("Authorization", "Bearer " + token));
    } catch (ApiError e) {
      if (e.status() != 401) throw e;
      String other = tokens.renew(token);
      if (other.equals(token)) throw e;
      return send.apply(request.setHeader("Authorization", "Bearer " + other));
    }
  }
}
