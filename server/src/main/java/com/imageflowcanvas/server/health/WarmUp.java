package com.imageflowcanvas.server.health;

/**
 * Work to be done once before the server calls itself ready: loading native code, the first run of
 * a slow path, samples of the first start. All beans of this type run one after another in the
 * order of {@code @Order}. An exception stops the start.
 */
public interface WarmUp {
  /** One or two words, shown as a check of {@code /health/ready} until it is done. */
  String name();

  void run() throws Exception;

  static WarmUp of(String name, ReadinessCheck.Action action) {
    return new WarmUp() {
      @Override
      public String name() {
        return name;
      }

      @Override
      public void run() throws Exception {
        action.run();
      }
    };
  }
}
