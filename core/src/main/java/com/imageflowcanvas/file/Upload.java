package com.imageflowcanvas.file;

import java.io.IOException;
import java.io.InputStream;

/**
 * A file as it arrives.
 *
 * @param filename as the client named it; made safe by {@link Filenames}
 */
public record Upload(String filename, Content content) {
  /** Opens the bytes, from the start; those of a raw body once. */
  @FunctionalInterface
  public interface Content {
    InputStream open() throws IOException;
  }
}
