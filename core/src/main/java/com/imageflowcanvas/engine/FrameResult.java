package com.imageflowcanvas.engine;

import com.imageflowcanvas.model.ModelInfo;
import java.util.List;

/**
 * How the run of one image ended.
 *
 * @param models that were asked on the way
 */
public record FrameResult(RunResult run, List<ModelInfo> models) {
  public FrameResult {
    models = List.copyOf(models);
  }
}
