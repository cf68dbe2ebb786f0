package com.imageflowcanvas.cli.execution;

import com.imageflowcanvas.cli.process.CommandFailure;
import com.imageflowcanvas.cli.process.ExitCode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;

/**
 * Images that go into one execution.
 *
 * @param number from 1
 * @param of how many there are
 * @param idempotencyKey so that sending it twice is the same as once
 */
public record Batch(int number, int of, List<Path> images, String idempotencyKey) {
  static final int MAX_IMAGES = 100;

  /** Below the server's limit of 512 MB, which counts the form around the files too. */
  static final long MAX_BYTES = 500_000_000;

  /** Splits images so that each batch stays within what a server takes at once. */
  public static List<Batch> split(List<Path> images) {
    List<List<Path>> parts = new ArrayList<>();
    List<Path> part = new ArrayList<>();
    long bytes = 0;
    for (Path image : images) {
      long size = size(image);
      if (!part.isEmpty() && (part.size() == MAX_IMAGES || bytes + size > MAX_BYTES)) {
        parts.add(part);
        part = new ArrayList<>();
        bytes = 0;
      }
      part.add(image);
      bytes += size;
    }
    if (!part.isEmpty()) parts.add(part);
    return numbered(parts);
  }

  private static List<Batch> numbered(List<List<Path>> parts) {
    List<Batch> batches = new ArrayList<>();
    for (List<Path> part : parts) {
      String key = UUID.randomUUID().toString();
      batches.add(new Batch(batches.size() + 1, parts.size(), List.copyOf(part), key));
    }
    return batches;
  }

  /** What a progress line calls it. */
  public String label() {
    String what =
        images.size() == 1
            ? String.valueOf(images.getFirst().getFileName())
            : images.size() + " images";
    return of == 1 ? what : "%d/%d %s".formatted(number, of, what);
  }

  private static long size(Path image) {
    try {
      return Files.size(image);
    } catch (IOException e) {
      throw new CommandFailure(ExitCode.REFUSED, "cannot be read: " + image);
    }
  }
}
