package com.imageflowcanvas.server.protocol.rest.executions;

import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.concurrent.CancellationException;
import java.util.concurrent.locks.ReentrantLock;
import org.eclipse.jetty.ee11.servlet.ServletContextRequest;
import org.eclipse.jetty.io.AbstractEndPoint;
import org.eclipse.jetty.io.Connection;
import org.eclipse.jetty.util.BufferUtil;
import org.eclipse.jetty.util.Callback;

/**
 * Notices that a client hangs up while its request waits: the server itself looks at a connection
 * of HTTP/1.1 only when it has something to read or write. From the outside of a connection nobody
 * sees whether it has ended or the next request has come; so a byte is read, and given back.
 */
final class HangUp implements AutoCloseable, Callback {
  private final AbstractEndPoint endPoint;
  private final Connection.UpgradeTo connection;
  private final Thread waiting;
  private final ReentrantLock lock = new ReentrantLock();
  private boolean over;
  private boolean interrupted;

  private HangUp(AbstractEndPoint endPoint, Connection.UpgradeTo connection, Thread waiting) {
    this.endPoint = endPoint;
    this.connection = connection;
    this.waiting = waiting;
  }

  /**
   * Interrupts the thread when the client hangs up, until what is returned is closed by that
   * thread. The request has to be read to its end. Does nothing on connections that it cannot look
   * at.
   */
  static Watch interrupts(HttpServletRequest request, Thread waiting) {
    Connection connection =
        ServletContextRequest.getServletContextRequest(request)
            .getConnectionMetaData()
            .getConnection();
    if (connection instanceof Connection.UpgradeTo http
        && connection.getEndPoint() instanceof AbstractEndPoint endPoint) {
      HangUp watch = new HangUp(endPoint, http, waiting);
      watch.listen();
      return watch::close;
    }
    return () -> {};
  }

  /** Lasts until it is closed. */
  interface Watch extends AutoCloseable {
    @Override
    void close();
  }

  private void listen() {
    // false where the server reads itself
    endPoint.tryFillInterested(this);
  }

  /** The connection has ended, or there is something to read. */
  @Override
  public void succeeded() {
    lock.lock();
    try {
      if (!over) {
        look();
      }
    } catch (IOException e) {
      interrupt();
    } finally {
      lock.unlock();
    }
  }

  private void look() throws IOException {
    ByteBuffer found = BufferUtil.allocate(1);
    int bytes = endPoint.fill(found);
    if (bytes < 0) {
      interrupt();
    } else if (bytes == 0) {
      listen();
    } else {
      connection.onUpgradeTo(found); // the next request; who sends one is there
    }
  }

  private void interrupt() {
    interrupted = true;
    waiting.interrupt();
  }

  /** Nothing came for as long as a connection may be idle, or nobody listens any more. */
  @Override
  public void failed(Throwable cause) {
    lock.lock();
    try {
      if (!over) {
        listen();
      }
    } finally {
      lock.unlock();
    }
  }

  @Override
  public void close() {
    lock.lock();
    try {
      over = true;
    } finally {
      lock.unlock();
    }
    if (interrupted) {
      Thread.interrupted(); // what is left to do goes on
    } else {
      endPoint.getFillInterest().onFail(new CancellationException());
    }
  }
}
