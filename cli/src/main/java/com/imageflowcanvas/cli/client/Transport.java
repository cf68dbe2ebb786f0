package com.imageflowcanvas.cli.client;

import com.imageflowcanvas.cli.process.CommandFailure;
import com.imageflowcanvas.cli.process.ExitCode;
import java.io.IOException;
import java.io.InputStream;
import java.io.InterruptedIOException;
import java.net.ConnectException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.net.http.HttpTimeoutException;
import java.net.http.WebSocket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import javax.net.ssl.SSLException;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;

/** Requests as they go over the wire, without a login; says what goes wrong in a user's words. */
final class Transport {
  private static final Duration ANSWER = Duration.ofSeconds(60);
  private static final Duration WEB_SOCKET = Duration.ofSeconds(5);
  private static final int ERROR_BYTES = 1 << 20;

  private final ServerAddress server;
  private final HttpClient http;
  private final String language;

  /**
   * @param language of the server's texts, {@code en} or {@code ja}
   */
  Transport(ServerAddress server, HttpClient http, String language) {
    this.server = server;
    this.http = http;
    this.language = language;
  }

  /** A WebSocket to a path of the API, to be completed. */
  WebSocket.Builder webSocket() {
    return http.newWebSocketBuilder()
        .connectTimeout(WEB_SOCKET)
        .header("Accept-Language", language);
  }

  /** A request to a path of the API, to be completed. */
  HttpRequest.Builder request(String path) {
    return unhurried(path).timeout(ANSWER);
  }

  /** The same without a limit on the time until the answer, for large uploads. */
  HttpRequest.Builder unhurried(String path) {
    return HttpRequest.newBuilder(server.resolve(path)).header("Accept-Language", language);
  }

  JsonNode post(String path, JsonNode body) {
    return json(send(request(path).POST(body(body)).header("Content-Type", "application/json")));
  }

  void revoke(String accessToken, String refreshToken) {
    JsonNode body = Json.object().put("refresh_token", refreshToken);
    send(
        request("/v1/auth/logout")
            .POST(body(body))
            .header("Content-Type", "application/json")
            .header("Authorization", "Bearer " + accessToken));
  }

  /** The answer, whole; throws {@link ApiError} when it is no success. */
  HttpResponse<byte[]> send(HttpRequest.Builder request) {
    HttpResponse<byte[]> answer = exchange(request.build(), BodyHandlers.ofByteArray());
    if (answer.statusCode() < 300) return answer;
    throw ApiError.of(answer, new String(answer.body(), StandardCharsets.UTF_8));
  }

  /** The answer as a stream, for large files; throws {@link ApiError} when it is no success. */
  HttpResponse<InputStream> open(HttpRequest.Builder request) {
    HttpResponse<InputStream> answer = exchange(request.build(), BodyHandlers.ofInputStream());
    if (answer.statusCode() < 300) return answer;
    try (InputStream body = answer.body()) {
      throw ApiError.of(answer, new String(body.readNBytes(ERROR_BYTES), StandardCharsets.UTF_8));
    } catch (IOException e) {
      throw ApiError.of(answer, "");
    }
  }

  JsonNode json(HttpResponse<byte[]> answer) {
    if (answer.body().length == 0) return Json.object();
    try {
      return Json.parse(new String(answer.body(), StandardCharsets.UTF_8));
    } catch (JacksonException e) {
      throw new CommandFailure(
          ExitCode.NO_SERVER, server + " answers no JSON; is this an ImageFlowCanvas server?");
    }
  }

  static HttpRequest.BodyPublisher body(JsonNode body) {
    return BodyPublishers.ofString(Json.write(body));
  }

  private <T> HttpResponse<T> exchange(HttpRequest request, HttpResponse.BodyHandler<T> handler) {
    try {
      return http.send(request, handler);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new Unreachable("interrupted", false);
    } catch (IOException e) {
      throw unreachable(e);
    }
  }

  private Unreachable unreachable(IOException e) {
    return switch (e) {
      case HttpTimeoutException _, InterruptedIOException _ ->
          new Unreachable(server + " does not answer", true);
      case ConnectException _ ->
          new Unreachable(
              "no server at " + server + "; './imageflow serve' starts one on this machine", true);
      case SSLException _ ->
          new Unreachable(
              "no trusted connection to "
                  + server
                  + ": "
                  + e.getMessage()
                  + " (--ca-certificate names a certificate to trust)",
              false);
      default -> new Unreachable("the connection to " + server + " was lost", true);
    };
  }
}
