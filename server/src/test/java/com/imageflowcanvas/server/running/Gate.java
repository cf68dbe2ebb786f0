package com.imageflowcanvas.server.running;

import com.imageflowcanvas.component.ComponentException;
import com.imageflowcanvas.component.ComponentInfo;
import com.imageflowcanvas.component.ImageComponent;
import com.imageflowcanvas.component.Param;
import com.imageflowcanvas.component.StepContext;
import com.imageflowcanvas.error.ErrorCode;
import com.imageflowcanvas.image.Frame;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/**
 * A component that lets an image through unchanged when its gate is open, so that tests can hold a
 * run in its middle. A gate that nobody has closed is open.
 */
@ComponentInfo(
    id = "test_gate",
    category = "geometry",
    title = "Gate",
    titleJa = "ゲート",
    text = "Waits until it is opened.",
    textJa = "開くまで待ちます。")
public final class Gate implements ImageComponent<Gate.Params> {
  private static final Map<String, CountDownLatch> CLOSED = new ConcurrentHashMap<>();

  /**
   * @param name of the gate
   * @param fails whether the step is to fail once it is through
   */
  public record Params(
      @Param(title = "Name", titleJa = "名前", def = "open") String name,
      @Param(title = "Fails", titleJa = "失敗", def = "false") boolean fails,
      @Param(title = "Weight", titleJa = "重さ", def = "1", min = 1, max = 10) int weight) {}

  /** Closes a gate; opened again by closing what is returned. */
  public static Closed close(String name) {
    CountDownLatch latch = new CountDownLatch(1);
    CLOSED.put(name, latch);
    return latch::countDown;
  }

  @Override
  public Frame apply(Frame input, Params params, StepContext context)
      throws ComponentException, InterruptedException {
    CountDownLatch gate = CLOSED.get(params.name());
    while (gate != null && !gate.await(5, TimeUnit.MILLISECONDS)) {
      context.checkpoint();
    }
    if (params.fails()) {
      throw new ComponentException(ErrorCode.STEP_FAILED, "it was told to fail");
    }
    return input;
  }

  /** A gate that is closed until this is. */
  public interface Closed extends AutoCloseable {
    @Override
    void close();
  }
}
