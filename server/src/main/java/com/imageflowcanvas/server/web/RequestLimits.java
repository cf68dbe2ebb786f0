package com.imageflowcanvas.server.web;

import com.imageflowcanvas.error.ErrorCode;
import java.nio.ByteBuffer;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.io.Content;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.BufferUtil;
import org.eclipse.jetty.util.Callback;
import org.jspecify.annotations.Nullable;

/** Refuses bodies that are too large for their path, before and while they are read. */
final class RequestLimits extends Handler.Wrapper {
  /** What a multipart body may have besides its files. */
  private static final long ENVELOPE_BYTES = 1 << 20;

  /** What is read of a body before it is known who sends it. */
  private static final long ANONYMOUS_BYTES = 64 * 1024;

  private final long uploadBytes;
  private final long modelBytes;

  /**
   * @param uploadBytes all files of a request
   * @param modelBytes the file of a request to {@code /v1/models}
   */
  RequestLimits(long uploadBytes, long modelBytes) {
    this.uploadBytes = uploadBytes + ENVELOPE_BYTES;
    this.modelBytes = modelBytes + ENVELOPE_BYTES;
  }

  @Override
  public boolean handle(Request request, Response response, Callback callback) throws Exception {
    String path = request.getHttpURI().getCanonicalPath();
    long limit =
        path.equals("/v1/models")
            ? modelBytes
            : path.startsWith("/v1/auth/") ? ANONYMOUS_BYTES : uploadBytes;
    if (request.getHeaders().getLongField(HttpHeader.CONTENT_LENGTH) > limit) {
      Response.writeError(request, response, callback, tooLarge(limit));
      return true;
    }
    return super.handle(new Limited(request, limit), response, callback);
  }

  private static Refusal tooLarge(long limit) {
    return new Refusal(
        ErrorCode.TOO_LARGE, "body: too large (expected: at most " + limit + " bytes)");
  }

  private static final class Limited extends Request.Wrapper {
    private final long limit;
    private final boolean form;
    private long read;

    Limited(Request request, long limit) {
      super(request);
      this.limit = limit;
      @Nullable String type = request.getHeaders().get(HttpHeader.CONTENT_TYPE);
      this.form = type != null && type.regionMatches(true, 0, "multipart/", 0, 10);
    }

    @Override
    public Content.@Nullable Chunk read() {
      Content.Chunk chunk = super.read();
      if (chunk == null || chunk.getByteBuffer() == null) {
        return chunk;
      }
      read += chunk.remaining();
      if (read <= limit) {
        return form ? copy(chunk) : chunk;
      }
      chunk.release();
      return Content.Chunk.from(tooLarge(limit));
    }

    /**
     * A form keeps the pieces in which it came. They hold the whole buffers of the network, however
     * little has come in each; and looking for the boundary is faster in an array.
     */
    private static Content.Chunk copy(Content.Chunk chunk) {
      byte[] bytes = BufferUtil.toArray(chunk.getByteBuffer());
      boolean last = chunk.isLast();
      chunk.release();
      return Content.Chunk.from(ByteBuffer.wrap(bytes), last);
    }
  }
}
