package com.imageflowcanvas.server.web;

import org.eclipse.jetty.http.HttpField;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.http.HttpHeaderValue;
import org.eclipse.jetty.io.Content;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;
import org.jspecify.annotations.Nullable;

/**
 * Reads away what is left of a body after the answer has been sent: a client that still sends when
 * its connection is closed would not come to read the answer. Of very long ones only the beginning.
 */
final class RestOfBody extends Handler.Wrapper {
  private static final long MAX_BYTES = 2 << 20;

  @Override
  public boolean handle(Request request, Response response, Callback callback) throws Exception {
    return super.handle(
        request, response, hasBody(request) ? new Reading(request, callback) : callback);
  }

  /** Who waits for a go-ahead has not sent it and need not. */
  private static boolean hasBody(Request request) {
    boolean announced =
        request.getHeaders().contains(HttpHeader.CONTENT_LENGTH)
            || request.getHeaders().contains(HttpHeader.TRANSFER_ENCODING);
    @Nullable HttpField expects = request.getHeaders().getField(HttpHeader.EXPECT);
    return announced && (expects == null || !expects.contains(HttpHeaderValue.CONTINUE.asString()));
  }

  private static final class Reading extends Callback.Nested implements Runnable {
    private final Request request;
    private long passed;

    Reading(Request request, Callback callback) {
      super(callback);
      this.request = request;
    }

    @Override
    public void succeeded() {
      run();
    }

    @Override
    public void run() {
      while (passed <= MAX_BYTES) {
        Content.@Nullable Chunk chunk = request.read();
        if (chunk == null) {
          request.demand(this);
          return;
        }
        if (Content.Chunk.isFailure(chunk)) {
          break;
        }
        passed += chunk.remaining();
        boolean last = chunk.isLast();
        chunk.release();
        if (last) {
          break;
        }
      }
      super.succeeded();
    }
  }
}
