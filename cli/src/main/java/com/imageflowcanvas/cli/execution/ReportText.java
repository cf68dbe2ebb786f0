package com.imageflowcanvas.cli.execution;

import com.imageflowcanvas.cli.display.SafeText;
import com.imageflowcanvas.cli.display.Table;
import com.imageflowcanvas.cli.execution.ExecutionReport.DetectionLine;
import com.imageflowcanvas.cli.execution.ExecutionReport.ItemLine;
import com.imageflowcanvas.cli.execution.ExecutionReport.StepLine;
import com.imageflowcanvas.cli.execution.OutputFolder.Saved;
import java.io.PrintStream;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/** Prints outcomes as tables. */
public final class ReportText {
  private final PrintStream out;
  private final Path workingFolder;

  /**
   * @param workingFolder saved files are told relative to it where they lie in it
   */
  public ReportText(PrintStream out, Path workingFolder) {
    this.out = out;
    this.workingFolder = workingFolder;
  }

  /** How an execution ended, in a few words. */
  static String ending(ExecutionReport report) {
    int bad = (int) report.items().stream().filter(item -> !item.error().isEmpty()).count();
    String failed = bad == 0 ? "" : ", %d of %d failed".formatted(bad, report.items().size());
    return report.status() + " in " + time(report.milliseconds()) + failed;
  }

  public void print(Outcome outcome) {
    switch (outcome) {
      case Outcome.Ended ended -> printEnded(ended);
      case Outcome.Detached detached -> out.println(SafeText.printable(detached.executionId()));
      case Outcome.Lost _ -> {
        // told with the errors
      }
    }
  }

  private void printEnded(Outcome.Ended ended) {
    ExecutionReport report = ended.report();
    out.println();
    out.println(SafeText.printable("Execution " + report.id() + " " + ending(report)));
    printSteps(report.steps());
    printItems(report.items(), ended.saved());
    printDetections(report.items());
    ended.saved().stream()
        .flatMap(List::stream)
        .findFirst()
        .ifPresent(saved -> out.println("\nSaved in " + shown(folder(saved.file()))));
  }

  private static Path folder(Path file) {
    return file.resolveSibling("");
  }

  private void printSteps(List<StepLine> steps) {
    Table table = new Table("Step", "Status", " Time");
    for (StepLine step : steps) {
      String time = step.milliseconds() > 0 ? time(step.milliseconds()) : "";
      table.row(step.id(), step.status(), time);
    }
    print(table);
    for (StepLine step : steps) {
      if (!step.skipped().isEmpty()) {
        out.println(SafeText.printable("  " + step.id() + " was skipped: " + step.skipped()));
      }
    }
  }

  private void printItems(List<ItemLine> items, List<List<Saved>> saved) {
    Table table = new Table("Image", "Status", " Found", "Saved as, or what went wrong");
    for (int i = 0; i < items.size(); i++) {
      ItemLine item = items.get(i);
      String files =
          saved.get(i).stream()
              .map(file -> String.valueOf(file.file().getFileName()))
              .collect(Collectors.joining(", "));
      String told = item.error().isEmpty() ? files : item.error();
      String notes = item.notes().isEmpty() ? "" : " (" + String.join("; ", item.notes()) + ")";
      table.row(
          item.filename(), item.status(), String.valueOf(item.detections().size()), told + notes);
    }
    print(table);
  }

  private void printDetections(List<ItemLine> items) {
    Table table = new Table("Image", "Found", " Confidence", " x", " y", " Width", " Height");
    for (ItemLine item : items) {
      for (DetectionLine found : item.detections()) {
        table.row(
            item.filename(),
            found.className(),
            String.format(Locale.ROOT, "%.2f", found.confidence()),
            whole(found.x()),
            whole(found.y()),
            whole(found.width()),
            whole(found.height()));
      }
    }
    print(table);
  }

  private void print(Table table) {
    if (table.isEmpty()) return;
    out.println();
    table.print(out, "  ");
  }

  private String shown(Path file) {
    return (file.startsWith(workingFolder) ? workingFolder.relativize(file) : file).toString();
  }

  private static String whole(double pixels) {
    return String.valueOf(Math.round(pixels));
  }

  private static String time(double milliseconds) {
    if (milliseconds >= 10_000) return String.format(Locale.ROOT, "%.1f s", milliseconds / 1000);
    return String.format(Locale.ROOT, milliseconds < 100 ? "%.1f ms" : "%.0f ms", milliseconds);
  }
}
