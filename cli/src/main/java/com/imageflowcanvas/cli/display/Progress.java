package com.imageflowcanvas.cli.display;

/** Shows how far several things are at once. Thread-safe. */
public interface Progress extends AutoCloseable {

  /** Shows one more thing. */
  Line begin(String label);

  /** Leaves the terminal in order. */
  @Override
  void close();

  /** One of the things. */
  interface Line {
    /**
     * @param percentage 0..100
     */
    void at(double percentage, String what);

    /** It ended; the text says how. */
    void end(String what);
  }

  /** Says nothing. */
  static Progress silent() {
    return new Progress() {
      @Override
      public Line begin(String label) {
        return new Line() {
          @Override
          public void at(double percentage, String what) {}

          @Override
          public void end(String what) {}
        };
      }

      @Override
      public void close() {}
    };
  }
}
