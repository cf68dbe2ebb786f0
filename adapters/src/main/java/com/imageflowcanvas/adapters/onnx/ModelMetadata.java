package com.imageflowcanvas.adapters.onnx;

import com.imageflowcanvas.image.Size;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What the file says of itself, as Ultralytics writes it. It is text that anybody can write, so all
 * of it is bounded, and what makes no sense counts as absent.
 *
 * @param classNames by class id; empty when there are none
 * @param inputSize wanted size of a network that takes any
 * @param task for example {@code detect} or {@code segment}; empty when it is not told
 * @param license empty when it is not told
 */
record ModelMetadata(
    List<String> classNames, Optional<Size> inputSize, String task, String license) {
  private static final int MAX_TEXT = 200;
  private static final int MIN_SIDE = 32;
  static final int MAX_SIDE = 4096;
  private static final int STRIDE = 32;

  /** {@code [height, width]}, or one number for a square. */
  private static final Pattern SIZE =
      Pattern.compile("[\\[(]?\\s*(\\d{1,5})\\s*(?:,\\s*(\\d{1,5})\\s*)?[])]?");

  static ModelMetadata of(Map<String, String> custom) {
    return new ModelMetadata(
        ClassNameLiteral.parse(custom.getOrDefault("names", "")),
        size(custom.getOrDefault("imgsz", "")),
        text(custom.getOrDefault("task", "")),
        text(custom.getOrDefault("license", "")));
  }

  private static Optional<Size> size(String text) {
    Matcher matcher = SIZE.matcher(text.strip());
    if (!matcher.matches()) {
      return Optional.empty();
    }
    int height = Integer.parseInt(matcher.group(1));
    int width = matcher.group(2) == null ? height : Integer.parseInt(matcher.group(2));
    return isSide(width) && isSide(height)
        ? Optional.of(new Size(width, height))
        : Optional.empty();
  }

  private static boolean isSide(int px) {
    return px >= MIN_SIDE && px <= MAX_SIDE && px % STRIDE == 0;
  }

  static String text(String raw) {
    String clean = raw.replaceAll("\\p{Cntrl}+", " ").strip();
    return clean.substring(0, Math.min(MAX_TEXT, clean.length()));
  }
}
