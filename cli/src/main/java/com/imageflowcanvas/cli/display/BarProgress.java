package com.imageflowcanvas.cli.display;

import java.io.PrintStream;
import java.util.ArrayList;
import java.util.List;

/** Progress as bars that are redrawn in place, at the bottom of a terminal. */
public final class BarProgress implements Progress {
  private static final int BAR = 24;
  private static final long REDRAW_NANOS = 50_000_000;
  private static final String UP_AND_CLEAR = "\033[%dA\033[J";

  private final PrintStream out;
  private final int columns;
  private final List<Bar> active = new ArrayList<>();
  private int drawn;
  private long drawnAt;

  /**
   * @param columns width of the terminal in characters
   */
  public BarProgress(PrintStream out, int columns) {
    this.out = out;
    this.columns = Math.max(20, columns);
  }

  @Override
  public synchronized Line begin(String label) {
    Bar bar = new Bar(SafeText.printable(label));
    active.add(bar);
    draw();
    return bar;
  }

  @Override
  public synchronized void close() {
    draw();
    out.flush();
  }

  private synchronized void changed() {
    if (System.nanoTime() - drawnAt >= REDRAW_NANOS) draw();
  }

  private synchronized void ended(Bar bar) {
    active.remove(bar);
    erase();
    out.println(bar.text());
    draw();
  }

  private void draw() {
    erase();
    for (Bar bar : active) out.println(bar.text());
    out.flush();
    drawn = active.size();
    drawnAt = System.nanoTime();
  }

  private void erase() {
    if (drawn > 0) out.print(UP_AND_CLEAR.formatted(drawn));
    drawn = 0;
  }

  private final class Bar implements Line {
    private final String label;
    private volatile double percentage;
    private volatile String what = "sending";

    Bar(String label) {
      this.label = label;
    }

    @Override
    public void at(double newPercentage, String newWhat) {
      percentage = Math.clamp(newPercentage, 0, 100);
      what = SafeText.printable(newWhat);
      changed();
    }

    @Override
    public void end(String newWhat) {
      what = SafeText.printable(newWhat);
      ended(this);
    }

    String text() {
      int full = (int) Math.round(percentage / 100 * BAR);
      String bar = "█".repeat(full) + "░".repeat(BAR - full);
      String name = TextWidth.cut(label, Math.max(8, columns - BAR - 26));
      return TextWidth.cut(
          "%s %3d %% %s  %s".formatted(bar, Math.round(percentage), name, what), columns - 1);
    }
  }
}
