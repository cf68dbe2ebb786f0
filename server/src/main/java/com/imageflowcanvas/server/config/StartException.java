package com.imageflowcanvas.server.config;

import java.util.List;

/**
 * The program cannot start, and a line or two say why to the person who started it: no stack trace
 * is shown.
 */
public final class StartException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final transient List<String> lines;

  public StartException(String line) {
    this(List.of(line));
  }

  public StartException(String line, Throwable cause) {
    super(line, cause);
    this.lines = List.of(line);
  }

  public StartException(List<String> lines) {
    super(String.join("; ", lines));
    this.lines = List.copyOf(lines);
  }

  public List<String> lines() {
    return lines;
  }
}
