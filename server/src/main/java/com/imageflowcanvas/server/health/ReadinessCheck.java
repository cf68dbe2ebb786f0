package com.imageflowcanvas.server.health;

/** Something without which the server cannot work. Asked at every call of {@code /health/ready}. */
public interface ReadinessCheck {
  /** One or two words. */
  String name();

  /** Returns when all is well, else throws; quick. */
  void check() throws Exception;
}
