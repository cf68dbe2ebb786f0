package com.imageflowcanvas.cli;

import com.imageflowcanvas.cli.client.Json;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * A server that keeps the contract as far as the client sees it, with accounts, executions, models,
 * users and pipelines in memory. It has no WebSocket, so clients have to ask.
 */
final class FakeServer implements AutoCloseable {
  /** One request as it came. */
  record Request(String method, String path, String query, byte[] body, HttpExchange exchange) {
    JsonNode json() {
      return Json.parse(new String(body, StandardCharsets.UTF_8));
    }

    String header(String name) {
      String value = exchange.getRequestHeaders().getFirst(name);
      return value == null ? "" : value;
    }

    String line() {
      return method + " " + path;
    }
  }

  /** What goes back: JSON, bytes, or nothing at all (the connection is cut). */
  record Answer(int status, String contentType, byte[] body) {
    static Answer json(int status, JsonNode body) {
      return new Answer(
          status, "application/json", Json.write(body).getBytes(StandardCharsets.UTF_8));
    }

    static Answer problem(int status, String code, String detail) {
      ObjectNode problem =
          Json.object().put("status", status).put("code", code).put("detail", detail);
      return new Answer(
          status, "application/problem+json", Json.write(problem).getBytes(StandardCharsets.UTF_8));
    }

    static Answer empty() {
      return new Answer(204, "", new byte[0]);
    }

    static Answer cut() {
      return new Answer(0, "", new byte[0]);
    }
  }

  final FakeAccounts accounts = new FakeAccounts();
  final FakeExecutions executions = new FakeExecutions();
  final FakeCollections collections = new FakeCollections();
  final List<Request> requests = new CopyOnWriteArrayList<>();

  private final HttpServer http;
  private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();

  FakeServer() throws IOException {
    http = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    http.setExecutor(threads);
    http.createContext("/", this::handle);
    http.start();
  }

  String url() {
    return "http://127.0.0.1:" + http.getAddress().getPort();
  }

  long count(String line) {
    return requests.stream().filter(request -> request.line().equals(line)).count();
  }

  Request last(String line) {
    return requests.stream().filter(r -> r.line().equals(line)).toList().getLast();
  }

  @Override
  public void close() {
    http.stop(0);
    threads.close();
  }

  private void handle(HttpExchange exchange) throws IOException {
    try (exchange) {
      Request request =
          new Request(
              exchange.getRequestMethod(),
              exchange.getRequestURI().getPath(),
              String.valueOf(exchange.getRequestURI().getRawQuery()),
              exchange.getRequestBody().readAllBytes(),
              exchange);
      requests.add(request);
      send(exchange, answer(request));
    }
  }

  private Answer answer(Request request) {
    if (request.path().startsWith("/v1/auth/")) return accounts.answer(request);
    if (!accounts.knows(request)) return Answer.problem(401, "UNAUTHENTICATED", "no valid token");
    if (request.path().startsWith("/v1/executions") || request.path().startsWith("/v1/files")) {
      return executions.answer(request);
    }
    return collections.answer(request);
  }

  private static void send(HttpExchange exchange, Answer answer) throws IOException {
    if (answer.status() == 0) return;
    if (!answer.contentType().isEmpty()) {
      exchange.getResponseHeaders().set("Content-Type", answer.contentType());
    }
    if (answer.status() == 429 || answer.status() == 503) {
      exchange.getResponseHeaders().set("Retry-After", "0");
    }
    exchange.sendResponseHeaders(
        answer.status(), answer.body().length == 0 ? -1 : answer.body().length);
    exchange.getResponseBody().write(answer.body());
  }
}
