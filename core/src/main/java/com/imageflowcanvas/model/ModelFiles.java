package com.imageflowcanvas.model;

import com.imageflowcanvas.error.ProblemException;
import java.io.InputStream;

/** Takes models' files in and out of where a {@link ModelLoader} finds them. Thread-safe. */
public interface ModelFiles {
  /**
   * Receives a file aside, where nobody can use it yet.
   *
   * @throws ProblemException TOO_LARGE, INVALID_REQUEST when it breaks off, STORAGE_UNAVAILABLE
   */
  Received receive(InputStream content);

  /** Removes a model's file; returns whether there was one. */
  boolean delete(ModelName name);

  /** A file that lies aside; closing it removes what was not installed. */
  interface Received extends AutoCloseable {
    /** Lower-case hex. */
    String sha256();

    /**
     * Loads and runs it as if it had that name.
     *
     * @throws ProblemException MODEL_INVALID, saying why it cannot be used
     */
    ModelInfo check(ModelName name);

    /** Puts it in its place, at once and whole; false when the name is taken. */
    boolean install(ModelName name);

    @Override
    void close();
  }
}
