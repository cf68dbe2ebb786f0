package com.imageflowcanvas.server.health;

/** Something without which the server cannot work. Asked at every call of {@code /health/ready}. */
public interface ReadinessCheck {
  /** One or two words. */
  String name();

  /** Returns when all is well, else throws; quick. */
  void check() throws Exception;

  static ReadinessCheck of(String name, Action action) {
    return new ReadinessCheck() {
      @Override
      public String name() {
        return name;
      }

      @Override
      public void check() throws Exception {
        action.run();
      }
    };
  }

  /** What is tried; fails by throwing. */
  @FunctionalInterface
  interface Action {
    void run() throws Exception;
  }
}
