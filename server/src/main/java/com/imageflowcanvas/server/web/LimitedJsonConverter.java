package com.imageflowcanvas.server.web;

import com.imageflowcanvas.error.ErrorCode;
import com.imageflowcanvas.error.ProblemException;
import com.imageflowcanvas.server.json.Json;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.core.ResolvableType;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpInputMessage;
import org.springframework.http.converter.json.JacksonJsonHttpMessageConverter;

/** Reads and writes JSON bodies, and reads no more of one than is allowed. */
final class LimitedJsonConverter extends JacksonJsonHttpMessageConverter {
  private final long limit;

  LimitedJsonConverter(long limit) {
    super(Json.MAPPER);
    this.limit = limit;
  }

  @Override
  public Object read(
      ResolvableType type, HttpInputMessage message, @Nullable Map<String, Object> hints)
      throws IOException {
    if (message.getHeaders().getContentLength() > limit) {
      throw tooLarge();
    }
    InputStream body = new LimitedStream(message.getBody());
    return super.read(
        type,
        new HttpInputMessage() {
          @Override
          public InputStream getBody() {
            return body;
          }

          @Override
          public HttpHeaders getHeaders() {
            return message.getHeaders();
          }
        },
        hints);
  }

  private ProblemException tooLarge() {
    return new ProblemException(
        ErrorCode.TOO_LARGE, "JSON body: too large (expected: at most " + limit + " bytes)");
  }

  private final class LimitedStream extends FilterInputStream {
    private long left = limit;

    LimitedStream(InputStream in) {
      super(in);
    }

    @Override
    public int read() throws IOException {
      int value = super.read();
      count(value < 0 ? 0 : 1);
      return value;
    }

    @Override
    public int read(byte[] into, int offset, int length) throws IOException {
      int count = super.read(into, offset, length);
      count(Math.max(0, count));
      return count;
    }

    private void count(int bytes) {
      left -= bytes;
      if (left < 0) {
        throw tooLarge();
      }
    }
  }
}
