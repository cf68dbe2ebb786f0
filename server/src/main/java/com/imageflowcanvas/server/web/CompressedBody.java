package com.imageflowcanvas.server.web;

import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.util.function.UnaryOperator;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpOutputMessage;
import org.springframework.web.context.request.RequestContextHolder;
import org.springframework.web.context.request.ServletRequestAttributes;

/**
 * Writes answers that are whole in memory, compressed where that is worth it. Never those of
 * logins, whose length would tell something of the secrets in them; nor those with a strong entity
 * tag, which may not be the same for both forms.
 */
final class CompressedBody {
  private static final String LOGINS = "/v1/auth/";

  private CompressedBody() {}

  static void write(byte[] body, HttpOutputMessage answer) throws IOException {
    write(body, answer, whole -> Gzip.compressed(whole, Gzip.FAST));
  }

  /**
   * @param compress makes the compressed form
   */
  static void write(byte[] body, HttpOutputMessage answer, UnaryOperator<byte[]> compress)
      throws IOException {
    HttpHeaders headers = answer.getHeaders();
    byte[] sent = body;
    if (body.length >= Gzip.MIN_BYTES
        && !hasStrongTag(headers)
        && RequestContextHolder.getRequestAttributes() instanceof ServletRequestAttributes at
        && !at.getRequest().getRequestURI().startsWith(LOGINS)) {
      headers.add(HttpHeaders.VARY, HttpHeaders.ACCEPT_ENCODING);
      HttpServletRequest request = at.getRequest();
      if (Gzip.isAcceptedBy(request)) {
        sent = compress.apply(body);
        headers.set(HttpHeaders.CONTENT_ENCODING, "gzip");
      }
    }
    headers.setContentLength(sent.length);
    answer.getBody().write(sent);
  }

  private static boolean hasStrongTag(HttpHeaders headers) {
    String tag = headers.getETag();
    return tag != null && !tag.startsWith("W/");
  }
}
