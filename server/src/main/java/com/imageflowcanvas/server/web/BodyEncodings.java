package com.imageflowcanvas.server.web;

import com.imageflowcanvas.error.ErrorCode;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import org.eclipse.jetty.http.HttpFields;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.http.MimeTypes;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;

/** Refuses compressed bodies, and texts that are not in UTF-8, before somebody misreads them. */
final class BodyEncodings extends Handler.Wrapper {
  private static final Set<String> READ = Set.of("utf-8", "us-ascii");

  @Override
  public boolean handle(Request request, Response response, Callback callback) throws Exception {
    Optional<String> wrong = wrong(request.getHeaders());
    if (wrong.isEmpty()) {
      return super.handle(request, response, callback);
    }
    Refusal refusal = new Refusal(ErrorCode.UNSUPPORTED_MEDIA_TYPE, wrong.get());
    Response.writeError(request, response, callback, refusal);
    return true;
  }

  private static Optional<String> wrong(HttpFields headers) {
    String coding = headers.get(HttpHeader.CONTENT_ENCODING);
    if (coding != null && !coding.equalsIgnoreCase("identity")) {
      return Optional.of("Content-Encoding: " + shown(coding) + " (expected: none)");
    }
    String type = headers.get(HttpHeader.CONTENT_TYPE);
    return type == null || isRead(type)
        ? Optional.empty()
        : Optional.of("Content-Type: " + shown(type) + " (expected: charset utf-8, or none)");
  }

  private static boolean isRead(String type) {
    try {
      String charset = MimeTypes.getCharsetFromContentType(type);
      return charset == null || READ.contains(charset.toLowerCase(Locale.ROOT));
    } catch (IllegalArgumentException e) {
      return false; // no charset has such a name
    }
  }

  private static String shown(String value) {
    return value.length() > 60 ? value.substring(0, 60) + "…" : value;
  }
}
