package com.imageflowcanvas.model;

import com.imageflowcanvas.error.ProblemException;
import java.io.InputStream;
import java.net.URI;

/** Fetches a file from the internet, and from nowhere else. Thread-safe. */
@FunctionalInterface
public interface ModelDownload {
  /**
   * Begins to fetch; the caller closes the stream.
   *
   * @throws ProblemException INVALID_REQUEST when the URL is not one of a public place, or does not
   *     answer with a file
   */
  InputStream open(URI url);
}
