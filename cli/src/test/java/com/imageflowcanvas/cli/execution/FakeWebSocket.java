package com.imageflowcanvas.cli.execution;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;

/** Takes one WebSocket handshake (RFC 6455), sends texts, and closes. */
final class FakeWebSocket implements AutoCloseable {
  private static final String GUID = "258EAFA5-E914-47DA-95CA-C5AB0DC85B11";

  final List<String> handshake = new CopyOnWriteArrayList<>();
  private final ServerSocket listener;
  private final CompletableFuture<Void> served;

  FakeWebSocket(String... texts) throws IOException {
    listener = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
    served =
        CompletableFuture.runAsync(
            () -> {
              try (Socket socket = listener.accept()) {
                serve(socket, texts);
              } catch (IOException | NoSuchAlgorithmException e) {
                throw new IllegalStateException(e);
              }
            },
            // not the common pool, in which Java's own WebSocket finishes its work
            Thread::startVirtualThread);
  }

  String url() {
    return "http://127.0.0.1:" + listener.getLocalPort();
  }

  @Override
  public void close() throws IOException {
    listener.close();
    served.join();
  }

  private void serve(Socket socket, String... texts) throws IOException, NoSuchAlgorithmException {
    BufferedReader in =
        new BufferedReader(
            new InputStreamReader(socket.getInputStream(), StandardCharsets.US_ASCII));
    String key = "";
    for (String line = in.readLine(); line != null && !line.isEmpty(); line = in.readLine()) {
      handshake.add(line);
      if (line.startsWith("Sec-WebSocket-Key: ")) key = line.substring(19);
    }
    OutputStream out = socket.getOutputStream();
    out.write(accepted(key).getBytes(StandardCharsets.US_ASCII));
    for (String text : texts) out.write(frame(0x81, text.getBytes(StandardCharsets.UTF_8)));
    out.write(frame(0x88, new byte[] {0x03, (byte) 0xe8}));
    out.flush();
    // until the other side has closed as well
    while (in.read() >= 0) {}
  }

  private static String accepted(String key) throws NoSuchAlgorithmException {
    byte[] hash =
        MessageDigest.getInstance("SHA-1").digest((key + GUID).getBytes(StandardCharsets.US_ASCII));
    return "HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n"
        + "Sec-WebSocket-Protocol: bearer\r\nSec-WebSocket-Accept: "
        + Base64.getEncoder().encodeToString(hash)
        + "\r\n\r\n";
  }

  /** A short, unmasked, unfragmented frame. */
  private static byte[] frame(int firstByte, byte[] payload) {
    byte[] frame = new byte[payload.length + 2];
    frame[0] = (byte) firstByte;
    frame[1] = (byte) payload.length;
    System.arraycopy(payload, 0, frame, 2, payload.length);
    return frame;
  }
}
