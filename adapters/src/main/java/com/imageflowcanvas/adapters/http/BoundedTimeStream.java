package com.imageflowcanvas.adapters.http;

import java.io.Closeable;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;

/** The body of an answer that has to be whole after some time; closing it hangs up. */
final class BoundedTimeStream extends FilterInputStream {
  private final Closeable connection;
  private final long startedAt = System.nanoTime();
  private final Duration limit;

  BoundedTimeStream(InputStream body, Closeable connection, Duration limit) {
    super(body);
    this.connection = connection;
    this.limit = limit;
  }

  @Override
  public int read() throws IOException {
    checkTime();
    return super.read();
  }

  @Override
  public int read(byte[] into, int offset, int length) throws IOException {
    checkTime();
    return super.read(into, offset, length);
  }

  /** Not the body itself: closing that would read what is left, however much. */
  @Override
  public void close() throws IOException {
    connection.close();
  }

  private void checkTime() throws IOException {
    if (System.nanoTime() - startedAt > limit.toNanos()) {
      throw new IOException("not whole after " + limit);
    }
  }
}
