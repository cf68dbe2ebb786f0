package com.imageflowcanvas.server.web;

import jakarta.servlet.http.HttpServletRequest;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.util.Collections;
import java.util.Locale;
import java.util.zip.GZIPOutputStream;
import org.springframework.http.HttpHeaders;

/** Compression of answers, for clients that take it. */
final class Gzip {
  /** Below it, what is saved is not worth the time; many networks send as much in one packet. */
  static final int MIN_BYTES = 1024;

  /** For what is compressed each time it is sent. */
  static final int FAST = 2;

  /** For what is compressed once. */
  static final int BEST = 9;

  private static final int BUFFER_BYTES = 8192;

  private Gzip() {}

  /** Whether the client takes gzip (RFC 9110, 12.5.3). */
  static boolean isAcceptedBy(HttpServletRequest request) {
    for (String header : Collections.list(request.getHeaders(HttpHeaders.ACCEPT_ENCODING))) {
      for (String coding : header.toLowerCase(Locale.ROOT).split(",")) {
        String[] parts = coding.split(";");
        if (parts.length > 0 && parts[0].strip().equals("gzip")) {
          return parts.length == 1 || !parts[1].strip().matches("q=0(\\.0*)?");
        }
      }
    }
    return false;
  }

  static byte[] compressed(byte[] body, int level) {
    ByteArrayOutputStream compressed = new ByteArrayOutputStream(body.length / 4 + 64);
    try (Leveled gzip = new Leveled(compressed, level)) {
      gzip.write(body);
    } catch (IOException e) {
      throw new UncheckedIOException(e); // memory does not fail so
    }
    return compressed.toByteArray();
  }

  private static final class Leveled extends GZIPOutputStream {
    Leveled(OutputStream out, int level) throws IOException {
      super(out, BUFFER_BYTES);
      def.setLevel(level);
    }
  }
}
