package com.imageflowcanvas.server.protocol.ws;

import org.springframework.web.socket.CloseStatus;

/** Why the server closes a socket; 4xxx are ours, named after the HTTP status. */
final class CloseCode {
  /** No token, or one that is not valid any more. */
  static final CloseStatus UNAUTHENTICATED = new CloseStatus(4401, "not authenticated");

  /** The watcher may not read this. */
  static final CloseStatus FORBIDDEN = new CloseStatus(4403, "not allowed");

  /** The execution that the door names does not exist. */
  static final CloseStatus NOT_FOUND = new CloseStatus(4404, "no such execution");

  /** The client reads too slowly; it may come again. */
  static final CloseStatus TOO_SLOW = new CloseStatus(1013, "too slow");

  /** The client talks too much. */
  static final CloseStatus TOO_MUCH = new CloseStatus(1008, "too many messages");

  /** Only text is spoken here. */
  static final CloseStatus NOT_TEXT = new CloseStatus(1003, "text messages only");

  /** The server stops. */
  static final CloseStatus GOING_AWAY = new CloseStatus(1001, "the server stops");

  private CloseCode() {}
}
