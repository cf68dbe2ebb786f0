package com.imageflowcanvas.server.protocol.ws;

import com.imageflowcanvas.access.Caller;
import com.imageflowcanvas.error.ProblemException;

/** Says who holds a token. Thread-safe. */
@FunctionalInterface
public interface Tokens {
  /**
   * @throws ProblemException UNAUTHENTICATED when it is not valid, or not any more
   */
  Caller authenticate(String token);
}
