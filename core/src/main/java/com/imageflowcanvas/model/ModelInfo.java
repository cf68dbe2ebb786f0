package com.imageflowcanvas.model;

import java.util.List;

/**
 * What is known of an installed model.
 *
 * @param kind head of the model: {@code yolo}, {@code yolox} or {@code cascade}
 * @param inputWidth px of the network's input; 0 where any size is taken
 * @param inputHeight px of the network's input; 0 where any size is taken
 * @param classes names by class id
 * @param sizeBytes size of the file; 0 for a built-in one
 * @param sha256 lower-case hex of the file; of the cascade file for a built-in one
 * @param builtIn whether it ships with the program and cannot be removed
 */
public record ModelInfo(
    ModelName name,
    String kind,
    int inputWidth,
    int inputHeight,
    List<String> classes,
    long sizeBytes,
    String sha256,
    String license,
    boolean builtIn) {
  public ModelInfo {
    classes = List.copyOf(classes);
  }
}
