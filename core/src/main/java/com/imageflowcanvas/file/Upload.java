package com.imageflowcanvas.file;

import java.io.IOException;
import java.io.InputStream;
import java.util.Optional;

/**
 * A file that has arrived.
 *
 * @param filename as the client named it; made safe by {@link Filenames}
 * @param sha256 what the client says it hashes to, hex; empty where it does not say
 */
public record Upload(String filename, long sizeBytes, Optional<String> sha256, Content content) {
  /** Opens the bytes, from the start; those of a raw body once. */
  @FunctionalInterface
  public interface Content {
    InputStream open() throws IOException;
  }
}
