package com.imageflowcanvas.it.openapi;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** HTTP/1.1 on a bare socket: sends whatever it is told to, right or wrong. */
final class RawHttp {
  private static final int PATIENCE_MILLIS = 120_000;

  private final int port;

  RawHttp(int port) {
    this.port = port;
  }

  /**
   * Sends a request and reads its answer.
   *
   * @param headers whole lines, without their end
   */
  Answer send(String method, String target, List<String> headers, byte[] body) throws IOException {
    try (Socket socket = connect()) {
      try {
        OutputStream out = socket.getOutputStream();
        out.write(head(method, target, headers, body.length));
        out.write(body);
        out.flush();
      } catch (IOException e) {
        // refused before all of it was read; the answer may be there nevertheless
        return read(socket.getInputStream(), method);
      }
      return read(socket.getInputStream(), method);
    }
  }

  /** Sends bytes that may be no HTTP at all, and reads what comes until the end. */
  Answer send(byte[] anything) throws IOException {
    try (Socket socket = connect()) {
      try {
        socket.getOutputStream().write(anything);
        socket.getOutputStream().flush();
        socket.shutdownOutput();
      } catch (IOException e) {
        // hung up on in the middle; the answer may be there nevertheless
        return read(socket.getInputStream(), "raw");
      }
      return read(socket.getInputStream(), "raw");
    }
  }

  /** Sends part of a body and goes away. */
  void abort(String method, String target, List<String> headers, byte[] body, int sent)
      throws IOException {
    try (Socket socket = connect()) {
      OutputStream out = socket.getOutputStream();
      out.write(head(method, target, headers, body.length));
      out.write(body, 0, sent);
      out.flush();
      socket.setSoLinger(true, 0);
    }
  }

  /** Sends part of a body and no more, until it is closed. */
  AutoCloseable stall(String method, String target, List<String> headers, byte[] body, int sent)
      throws IOException {
    Socket socket = connect();
    OutputStream out = socket.getOutputStream();
    out.write(head(method, target, headers, body.length));
    out.write(body, 0, sent);
    out.flush();
    return socket;
  }

  /** Sends the body in this many pieces with a pause between. */
  Answer sendSlowly(String method, String target, List<String> headers, byte[] body, int pieces)
      throws IOException, InterruptedException {
    try (Socket socket = connect()) {
      OutputStream out = socket.getOutputStream();
      out.write(head(method, target, headers, body.length));
      int size = body.length / pieces + 1;
      for (int from = 0; from < body.length; from += size) {
        out.write(body, from, Math.min(size, body.length - from));
        out.flush();
        Thread.sleep(20);
      }
      return read(socket.getInputStream(), method);
    }
  }

  private Socket connect() throws IOException {
    Socket socket = new Socket(InetAddress.getLoopbackAddress(), port);
    socket.setSoTimeout(PATIENCE_MILLIS);
    return socket;
  }

  private static byte[] head(String method, String target, List<String> headers, int length) {
    StringBuilder head =
        new StringBuilder(method + " " + target + " HTTP/1.1\r\nHost: localhost\r\n");
    headers.forEach(header -> head.append(header).append("\r\n"));
    boolean framed =
        headers.stream()
            .map(header -> header.toLowerCase(Locale.ROOT))
            .anyMatch(h -> h.startsWith("content-length:") || h.startsWith("transfer-encoding:"));
    if (!framed && (length > 0 || !method.equals("GET"))) {
      head.append("Content-Length: ").append(length).append("\r\n");
    }
    return head.append("Connection: close\r\n\r\n").toString().getBytes(StandardCharsets.UTF_8);
  }

  private static Answer read(InputStream in, String method) throws IOException {
    ByteArrayOutputStream all = new ByteArrayOutputStream();
    try {
      in.transferTo(all);
    } catch (IOException e) {
      if (all.size() == 0) {
        throw e;
      }
    }
    byte[] bytes = all.toByteArray();
    int end = new String(bytes, StandardCharsets.ISO_8859_1).indexOf("\r\n\r\n");
    if (end < 0) {
      throw new IOException(method + ": no answer, but " + bytes.length + " bytes");
    }
    String[] lines = new String(bytes, 0, end, StandardCharsets.ISO_8859_1).split("\r\n", -1);
    List<String> headers = new ArrayList<>(Arrays.asList(lines).subList(1, lines.length));
    int status = Integer.parseInt(lines[0].split(" ", 3)[1]);
    byte[] body = Arrays.copyOfRange(bytes, end + 4, bytes.length);
    Answer answer = new Answer(status, headers, body);
    boolean chunked = answer.header("Transfer-Encoding").orElse("").equalsIgnoreCase("chunked");
    return chunked ? new Answer(status, headers, joined(body)) : answer;
  }

  private static byte[] joined(byte[] chunks) {
    ByteArrayOutputStream body = new ByteArrayOutputStream();
    String text = new String(chunks, StandardCharsets.ISO_8859_1);
    int at = 0;
    while (true) {
      int line = text.indexOf("\r\n", at);
      int size = Integer.parseInt(text.substring(at, line).strip(), 16);
      if (size == 0) {
        return body.toByteArray();
      }
      body.write(chunks, line + 2, size);
      at = line + 2 + size + 2;
    }
  }

  /**
   * @param headers whole lines
   */
  record Answer(int status, List<String> headers, byte[] body) {
    Optional<String> header(String name) {
      String start = name.toLowerCase(Locale.ROOT) + ":";
      return headers.stream()
          .filter(line -> line.toLowerCase(Locale.ROOT).startsWith(start))
          .map(line -> line.substring(start.length()).strip())
          .findFirst();
    }

    /** Without its parameters. */
    String mediaType() {
      return header("Content-Type").orElse("").split(";")[0].strip();
    }

    String text() {
      return new String(body, StandardCharsets.UTF_8);
    }

    @Override
    public String toString() {
      String text = text();
      return status + " " + headers + " " + text.substring(0, Math.min(400, text.length()));
    }
  }
}
