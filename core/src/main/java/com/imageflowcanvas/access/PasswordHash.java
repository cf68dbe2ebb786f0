package com.imageflowcanvas.access;

/** A password as it is kept; the text says how it was made, so that hashers can change. */
public record PasswordHash(String value) {
  @Override
  public String toString() {
    return "(hidden)";
  }
}
