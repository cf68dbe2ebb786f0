package com.imageflowcanvas.opencv.webp;

import static java.lang.foreign.MemoryLayout.paddingLayout;
import static java.lang.foreign.MemoryLayout.sequenceLayout;
import static java.lang.foreign.MemoryLayout.structLayout;
import static java.lang.foreign.ValueLayout.ADDRESS;
import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_LONG;

import java.lang.foreign.MemoryLayout;
import java.lang.foreign.MemoryLayout.PathElement;
import java.lang.foreign.StructLayout;
import java.util.Arrays;

/**
 * The structures of {@code webp/decode.h} on a 64 bit machine, with the names they have there.
 * {@link DecoderFunctions} checks that the library means the same.
 */
final class DecoderStructs {
  /** WebPBitstreamFeatures. */
  static final StructLayout FEATURES =
      structLayout(
          JAVA_INT.withName("width"),
          JAVA_INT.withName("height"),
          JAVA_INT.withName("has_alpha"),
          JAVA_INT.withName("has_animation"),
          JAVA_INT.withName("format"),
          sequenceLayout(5, JAVA_INT));

  /** WebPDecBuffer with its union seen as WebPRGBABuffer, whose 24 bytes are followed by 56. */
  private static final StructLayout BUFFER =
      structLayout(
          JAVA_INT.withName("colorspace"),
          JAVA_INT.withName("width"),
          JAVA_INT.withName("height"),
          JAVA_INT.withName("is_external_memory"),
          ADDRESS.withName("rgba"),
          JAVA_INT.withName("stride"),
          paddingLayout(4),
          JAVA_LONG.withName("size"),
          paddingLayout(56),
          sequenceLayout(4, JAVA_INT),
          ADDRESS.withName("private_memory"));

  /** WebPDecoderOptions. */
  private static final StructLayout OPTIONS =
      structLayout(
          JAVA_INT.withName("bypass_filtering"),
          JAVA_INT.withName("no_fancy_upsampling"),
          JAVA_INT.withName("use_cropping"),
          JAVA_INT.withName("crop_left"),
          JAVA_INT.withName("crop_top"),
          JAVA_INT.withName("crop_width"),
          JAVA_INT.withName("crop_height"),
          JAVA_INT.withName("use_scaling"),
          JAVA_INT.withName("scaled_width"),
          JAVA_INT.withName("scaled_height"),
          JAVA_INT.withName("use_threads"),
          JAVA_INT.withName("dithering_strength"),
          JAVA_INT.withName("flip"),
          JAVA_INT.withName("alpha_dithering_strength"),
          sequenceLayout(5, JAVA_INT));

  /** WebPDecoderConfig. */
  static final StructLayout CONFIG =
      structLayout(
          FEATURES.withName("input"),
          BUFFER.withName("output"),
          OPTIONS.withName("options"),
          paddingLayout(4));

  private DecoderStructs() {}

  /** Where a field lies, in bytes. */
  static long offset(MemoryLayout struct, String... path) {
    return struct.byteOffset(
        Arrays.stream(path).map(PathElement::groupElement).toArray(PathElement[]::new));
  }
}
