package com.imageflowcanvas.model;

import com.imageflowcanvas.error.ProblemException;

/** Gives detectors by name. Thread-safe. */
@FunctionalInterface
public interface DetectorSource {
  /**
   * The detector of that name or alias, loaded if need be.
   *
   * @throws ProblemException MODEL_NOT_INSTALLED or MODEL_INVALID, saying what to do
   */
  Detector detector(ModelName name);
}
