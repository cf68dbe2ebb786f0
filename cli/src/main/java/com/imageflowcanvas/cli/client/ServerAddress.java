package com.imageflowcanvas.cli.client;

import com.imageflowcanvas.cli.process.CommandFailure;
import com.imageflowcanvas.cli.process.ExitCode;
import java.net.URI;
import java.net.URISyntaxException;

/**
 * Where a server answers.
 *
 * @param base scheme, host and port, and the path before {@code /v1} if there is one; no slash at
 *     the end
 */
public record ServerAddress(URI base) {

  /** Reads what a user types: {@code host:port}, a URL with or without {@code /v1}. */
  public static ServerAddress parse(String text) {
    String withScheme = text.contains("://") ? text.strip() : "http://" + text.strip();
    String trimmed = withScheme.replaceFirst("/+$", "").replaceFirst("/(api/)?v1$", "");
    try {
      URI uri = new URI(trimmed);
      boolean http = "http".equals(uri.getScheme()) || "https".equals(uri.getScheme());
      if (http && uri.getHost() != null && uri.getQuery() == null) return new ServerAddress(uri);
    } catch (URISyntaxException e) {
      // said below, with what was typed
    }
    throw new CommandFailure(
        ExitCode.REFUSED, "server: " + text + " (expected: a URL like http://127.0.0.1:8080)");
  }

  /** A path of the API, for example {@code /v1/models}. */
  public URI resolve(String path) {
    return URI.create(base + path);
  }

  /**
   * A link out of an answer. Links to other hosts are refused: the login of this server is sent
   * along.
   */
  public URI link(String link) {
    URI resolved = resolve("/").resolve(link);
    boolean same =
        base.getScheme().equals(resolved.getScheme())
            && base.getRawAuthority().equals(resolved.getRawAuthority());
    if (same) return resolved;
    throw new CommandFailure(
        ExitCode.FAILED, "the server links to another host, which is not followed: " + resolved);
  }

  /** The same path as a WebSocket address. */
  public URI webSocket(String path) {
    return URI.create(base.toString().replaceFirst("^http", "ws") + path);
  }

  @Override
  public String toString() {
    return base.toString();
  }
}
