package com.imageflowcanvas.server.web;

import com.imageflowcanvas.error.ErrorCode;
import com.imageflowcanvas.error.ProblemException;
import com.imageflowcanvas.server.json.Json;
import com.imageflowcanvas.server.json.JsonText;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.core.ResolvableType;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpInputMessage;
import org.springframework.http.HttpOutputMessage;
import org.springframework.http.converter.json.JacksonJsonHttpMessageConverter;

/** Reads and writes JSON bodies; reads no more of one than is allowed, and nothing but UTF-8. */
final class LimitedJsonConverter extends JacksonJsonHttpMessageConverter {
  private final int limit;

  /**
   * @param limit bytes of a body
   */
  LimitedJsonConverter(long limit) {
    super(Json.MAPPER);
    this.limit = Math.toIntExact(limit);
  }

  @Override
  public Object read(
      ResolvableType type, HttpInputMessage message, @Nullable Map<String, Object> hints)
      throws IOException {
    if (message.getHeaders().getContentLength() > limit) {
      throw tooLarge();
    }
    byte[] body = message.getBody().readNBytes(limit + 1);
    if (body.length > limit) {
      throw tooLarge();
    }
    JsonText.fault(body)
        .ifPresent(
            fault -> {
              throw new ProblemException(ErrorCode.INVALID_REQUEST, "JSON body: " + fault);
            });
    return super.read(type, new Received(message.getHeaders(), body), hints);
  }

  @Override
  protected void writeInternal(
      Object value,
      ResolvableType type,
      HttpOutputMessage answer,
      @Nullable Map<String, Object> hints)
      throws IOException {
    Written written = new Written(answer.getHeaders(), new ByteArrayOutputStream());
    super.writeInternal(value, type, written, hints);
    CompressedBody.write(written.body.toByteArray(), answer);
  }

  private ProblemException tooLarge() {
    return new ProblemException(
        ErrorCode.TOO_LARGE, "JSON body: too large (expected: at most " + limit + " bytes)");
  }

  /** A message that is written whole before it is sent. */
  private record Written(HttpHeaders headers, ByteArrayOutputStream body)
      implements HttpOutputMessage {
    @Override
    public HttpHeaders getHeaders() {
      return headers;
    }

    @Override
    public OutputStream getBody() {
      return body;
    }
  }

  /** A message that has come in whole. */
  private record Received(HttpHeaders headers, byte[] body) implements HttpInputMessage {
    @Override
    public HttpHeaders getHeaders() {
      return headers;
    }

    @Override
    public InputStream getBody() {
      return new ByteArrayInputStream(body);
    }
  }
}
