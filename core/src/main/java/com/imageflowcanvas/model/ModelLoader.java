package com.imageflowcanvas.model;

import com.imageflowcanvas.error.ProblemException;
import java.util.List;

/**
 * Where models come from: a folder of ONNX files, or what is built into the program. Thread-safe.
 * {@link ModelRegistry} is the only caller.
 */
public interface ModelLoader {
  /** Names of all models that are here now; looked up afresh at each call. */
  List<ModelName> names();

  /**
   * A mark that changes whenever the model's file changes, so that a replaced file is loaded anew.
   * Asked about once a second while a model is in use, so it must be cheap.
   *
   * @throws ProblemException MODEL_NOT_INSTALLED when it is not here
   */
  String fingerprint(ModelName name);

  /**
   * Loads and checks a model.
   *
   * @throws ProblemException MODEL_NOT_INSTALLED when it is not here, MODEL_INVALID when it cannot
   *     be used, saying why
   */
  Detector load(ModelName name);

  /**
   * What is known of a model without keeping it loaded.
   *
   * @throws ProblemException as {@link #load}
   */
  default ModelInfo info(ModelName name) {
    try (Detector detector = load(name)) {
      return detector.info();
    }
  }
}
