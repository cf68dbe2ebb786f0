package com.imageflowcanvas.server.web;

import java.io.IOException;
import java.util.Arrays;
import java.util.concurrent.atomic.AtomicReference;
import org.springframework.http.HttpOutputMessage;
import org.springframework.http.MediaType;
import org.springframework.http.converter.ByteArrayHttpMessageConverter;

/**
 * Writes texts that controllers give as bytes. The description of the API is the same each time,
 * and is compressed once.
 */
final class BytesConverter extends ByteArrayHttpMessageConverter {
  private final AtomicReference<Remembered> last =
      new AtomicReference<>(new Remembered(new byte[0], new byte[0]));

  @Override
  protected void writeInternal(byte[] bytes, HttpOutputMessage answer) throws IOException {
    if (MediaType.APPLICATION_JSON.isCompatibleWith(answer.getHeaders().getContentType())) {
      CompressedBody.write(bytes, answer, this::remembered);
    } else {
      CompressedBody.write(bytes, answer);
    }
  }

  private byte[] remembered(byte[] bytes) {
    Remembered known = last.get();
    if (!Arrays.equals(known.bytes, bytes)) {
      known = new Remembered(bytes, Gzip.compressed(bytes, Gzip.BEST));
      last.set(known);
    }
    return known.compressed;
  }

  private record Remembered(byte[] bytes, byte[] compressed) {}
}
