package com.imageflowcanvas.engine;

import com.imageflowcanvas.component.Component;
import com.imageflowcanvas.component.ComponentException;
import com.imageflowcanvas.component.ComponentInfo;
import com.imageflowcanvas.component.Inputs;
import com.imageflowcanvas.component.Outputs;
import com.imageflowcanvas.component.Param;
import com.imageflowcanvas.component.Port;
import com.imageflowcanvas.component.StepContext;
import com.imageflowcanvas.image.Frame;
import com.imageflowcanvas.image.PixelFormat;
import com.imageflowcanvas.image.Raster;
import com.imageflowcanvas.image.Size;
import java.lang.foreign.Arena;
import java.lang.foreign.ValueLayout;
import java.util.List;
import java.util.Map;

/** Does what no component may. */
@ComponentInfo(
    id = "hostile",
    category = "flow",
    title = "Hostile",
    titleJa = "敵",
    text = "",
    textJa = "")
final class Hostile implements Component<Hostile.Params> {
  /** Its misdeeds. */
  public enum Misdeed {
    THROW,
    CHECKED_LATE,
    OVERFLOW,
    NO_NATIVE_MEMORY,
    NO_LIBRARY,
    NOTHING,
    NO_PORT,
    UNKNOWN_PORT,
    TWO_FRAMES,
    OTHER_SIZE,
    GREY,
    FOREIGN,
    DEAD,
    HUGE,
    WRONG_SIZE,
    WAIT
  }

  public record Params(@Param(title = "Does", titleJa = "する", def = "throw") Misdeed does) {}

  @Override
  @SuppressWarnings("NullAway") // that is one of its misdeeds
  public Outputs apply(Inputs inputs, Params params, StepContext context)
      throws ComponentException, InterruptedException {
    Frame frame = inputs.first();
    int width = frame.image().width();
    int height = frame.image().height();
    return switch (params.does()) {
      case THROW -> throw new ArrayIndexOutOfBoundsException("secret/path");
      case CHECKED_LATE -> Outputs.of((Frame) null);
      case OVERFLOW -> Outputs.of(frame.withImage(deeper(frame.image(), 0)));
      case NO_NATIVE_MEMORY -> throw new OutOfMemoryError("Cannot allocate");
      case NO_LIBRARY -> throw new UnsatisfiedLinkError("no such library");
      case NOTHING -> null;
      case NO_PORT -> new Outputs(Map.of(), Map.of());
      case UNKNOWN_PORT -> Outputs.of("picture", frame);
      case TWO_FRAMES -> Outputs.of(Port.IMAGE, List.of(frame, frame));
      case OTHER_SIZE ->
          Outputs.of(frame.withImage(context.allocate(width + 1, height, PixelFormat.BGR24)));
      case GREY -> Outputs.of(frame.withImage(context.allocate(width, height, PixelFormat.GRAY8)));
      case FOREIGN -> Outputs.of(frame.withImage(ownMemory(Arena.ofAuto(), width, height)));
      case DEAD -> {
        try (Arena arena = Arena.ofConfined()) {
          yield Outputs.of(frame.withImage(ownMemory(arena, width, height)));
        }
      }
      case HUGE -> Outputs.of(frame.withImage(context.allocate(16_000, 16_000, PixelFormat.BGR24)));
      case WRONG_SIZE -> Outputs.of(frame.withImage(context.allocate(0, 5, PixelFormat.BGR24)));
      case WAIT -> {
        while (true) {
          context.checkpoint();
          Thread.onSpinWait();
        }
      }
    };
  }

  @Override
  public Size neededInput(Params params, Size full) {
    return switch (params.does()) {
      case THROW -> throw new IllegalStateException("secret/path");
      case HUGE -> new Size(2 * full.width(), 0);
      default -> full;
    };
  }

  private static Raster ownMemory(Arena arena, int width, int height) {
    long bytes = Raster.byteSize(width, height, PixelFormat.BGR24);
    return new Raster(width, height, PixelFormat.BGR24, arena.allocate(bytes));
  }

  private static Raster deeper(Raster raster, int depth) {
    raster.pixels().get(ValueLayout.JAVA_BYTE, 0);
    return depth < 0 ? raster : deeper(deeper(raster, depth + 1), depth + 1);
  }
}
