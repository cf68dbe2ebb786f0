package com.imageflowcanvas.server.protocol.rest.files;

import com.imageflowcanvas.error.ErrorCode;
import com.imageflowcanvas.error.ProblemException;
import com.imageflowcanvas.server.protocol.rest.BrokenBody;
import com.imageflowcanvas.server.protocol.rest.MultipartForm;
import jakarta.servlet.http.HttpServletRequest;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * A body that is there to its end, so that one who sends slowly holds no memory: a small one is in
 * memory, a large one in a temporary file. To be closed, which removes that file.
 */
final class ReceivedBody implements AutoCloseable {
  /** As much as of a part of a form. */
  private static final int IN_MEMORY_BYTES = MultipartForm.MAX_TEXT_BYTES;

  private static final int BUFFER_BYTES = 64 * 1024;

  private final byte[] start;
  private final @Nullable Path rest;
  private final long size;

  private ReceivedBody(byte[] start, @Nullable Path rest, long size) {
    this.start = start;
    this.rest = rest;
    this.size = size;
  }

  /**
   * @param limit in bytes
   * @param folder for the file
   * @throws ProblemException TOO_LARGE, INVALID_REQUEST when it breaks off, REQUEST_TIMEOUT,
   *     STORAGE_UNAVAILABLE
   */
  static ReceivedBody of(HttpServletRequest request, long limit, Path folder) {
    if (request.getContentLengthLong() > limit && waitsForUs(request)) {
      throw tooLarge(limit);
    }
    try {
      InputStream in = request.getInputStream();
      byte[] start = in.readNBytes(IN_MEMORY_BYTES);
      if (start.length < IN_MEMORY_BYTES) {
        return new ReceivedBody(start, null, start.length);
      }
      return onDisk(in, start, limit, folder);
    } catch (IOException e) {
      throw broken(e);
    }
  }

  /** Others send on whatever we say, and would be cut off before they have read it. */
  private static boolean waitsForUs(HttpServletRequest request) {
    return "100-continue".equalsIgnoreCase(request.getHeader("Expect"));
  }

  private static ReceivedBody onDisk(InputStream in, byte[] start, long limit, Path folder) {
    Path file = create(folder);
    try {
      return new ReceivedBody(new byte[0], file, copy(in, start, limit, file));
    } catch (RuntimeException e) {
      delete(file);
      throw e;
    }
  }

  private static long copy(InputStream in, byte[] start, long limit, Path file) {
    long size = start.length;
    byte[] buffer = new byte[BUFFER_BYTES];
    try (OutputStream out = Files.newOutputStream(file)) {
      out.write(start);
      for (int count = read(in, buffer); count >= 0; count = read(in, buffer)) {
        size += count;
        if (size <= limit) {
          out.write(buffer, 0, count);
        }
      }
      if (size > limit) {
        throw tooLarge(limit);
      }
      return size;
    } catch (IOException e) {
      throw new ProblemException(BrokenBody.noRoom(), e);
    }
  }

  private static int read(InputStream in, byte[] buffer) {
    try {
      return in.read(buffer);
    } catch (IOException e) {
      throw broken(e);
    }
  }

  private static Path create(Path folder) {
    try {
      return Files.createTempFile(folder, "body-", "");
    } catch (IOException e) {
      throw new ProblemException(BrokenBody.noRoom(), e);
    }
  }

  private static void delete(Path file) {
    try {
      Files.deleteIfExists(file);
    } catch (IOException e) {
      throw new ProblemException(BrokenBody.noRoom(), e);
    }
  }

  private static ProblemException broken(IOException e) {
    return new ProblemException(
        BrokenBody.ofSender(e, "the upload broke off (expected: the whole file)"), e);
  }

  private static ProblemException tooLarge(long limit) {
    return new ProblemException(
        ErrorCode.TOO_LARGE,
        "image: more than " + limit + " bytes (expected: at most " + limit + ")");
  }

  long size() {
    return size;
  }

  InputStream open() throws IOException {
    return rest == null ? new ByteArrayInputStream(start) : Files.newInputStream(rest);
  }

  @Override
  public void close() {
    if (rest != null) {
      delete(rest);
    }
  }
}
