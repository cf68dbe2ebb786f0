package com.imageflowcanvas.cli.display;

import java.io.PrintStream;

/** Progress as lines below each other, for logs: one for each quarter, one for the end. */
public final class PlainProgress implements Progress {
  private static final int STEP = 25;

  private final PrintStream out;

  public PlainProgress(PrintStream out) {
    this.out = out;
  }

  @Override
  public Line begin(String label) {
    return new PlainLine(SafeText.printable(label));
  }

  @Override
  public void close() {
    out.flush();
  }

  private final class PlainLine implements Line {
    private final String label;
    private int said;

    PlainLine(String label) {
      this.label = label;
    }

    @Override
    public synchronized void at(double percentage, String what) {
      int quarter = (int) (percentage / STEP);
      if (quarter <= said || percentage >= 100) return;
      said = quarter;
      out.println(label + ": " + Math.round(percentage) + " % " + SafeText.printable(what));
    }

    @Override
    public synchronized void end(String what) {
      out.println(label + ": " + SafeText.printable(what));
    }
  }
}
