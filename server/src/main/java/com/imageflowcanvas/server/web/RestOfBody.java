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
    if (!hasBody(request)) {
      return super.handle(request, response, callback);
    }
    Rest rest = new Rest(request, callback);
    return super.handle(rest.received, response, rest);
  }

  /** Who waits for a go-ahead has not sent it and need not. */
  private static boolean hasBody(Request request) {
    boolean announced =
        request.getHeaders().contains(HttpHeader.CONTENT_LENGTH)
            || request.getHeaders().contains(HttpHeader.TRANSFER_ENCODING);
    @Nullable HttpField expects = request.getHeaders().getField(HttpHeader.EXPECT);
    return announced && (expects == null || !expects.contains(HttpHeaderValue.CONTINUE.asString()));
  }

  private static final class Rest extends Callback.Nested implements Runnable {
    private enum Found {
      END,
      NOTHING_YET,
      TOO_MUCH_OR_BROKEN
    }

    private final Request request;
    private final Request received;
    private long passed;

    Rest(Request request, Callback callback) {
      super(callback);
      this.request = request;
      this.received =
          new Request.Wrapper(request) {
            /** The server's own, called before an error is answered, would end all reading. */
            @Override
            public boolean consumeAvailable() {
              return readAvailable() == Found.END;
            }
          };
    }

    @Override
    public void succeeded() {
      run();
    }

    @Override
    public void run() {
      if (readAvailable() == Found.NOTHING_YET) {
        request.demand(this);
      } else {
        super.succeeded();
      }
    }

    private Found readAvailable() {
      while (passed <= MAX_BYTES) {
        Content.@Nullable Chunk chunk = request.read();
        if (chunk == null) {
          return Found.NOTHING_YET;
        }
        if (Content.Chunk.isFailure(chunk)) {
          return Found.TOO_MUCH_OR_BROKEN;
        }
        passed += chunk.remaining();
        boolean last = chunk.isLast();
        chunk.release();
        if (last) {
          return Found.END;
        }
      }
      return Found.TOO_MUCH_OR_BROKEN;
    }
  }
}
