package com.imageflowcanvas.adapters.onnx;

import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import java.util.List;

/**
 * One model twice: {@code narrow} runs on the calling thread, which gives the most images per
 * second when there are as many callers as cores; {@code wide} uses all cores for one image. Both
 * are the same session where there is nothing to choose.
 */
record Sessions(OrtSession narrow, OrtSession wide) implements AutoCloseable {

  List<OrtSession> each() {
    return narrow.equals(wide) ? List.of(narrow) : List.of(narrow, wide);
  }

  @Override
  public void close() {
    for (OrtSession session : each()) {
      try {
        session.close();
      } catch (OrtException e) {
        throw new IllegalStateException("closing an ONNX session", e);
      }
    }
  }
}
