package com.imageflowcanvas.image;

/**
 * What was judged of the image as a whole, for example by an inspection.
 *
 * @param subject what was judged, for example {@code scratches}
 * @param passed whether it is good
 * @param score what was measured, in the unit that {@code reason} names
 * @param reason one sentence for a person, with value and expectation
 */
public record Verdict(String subject, boolean passed, double score, String reason, Origin origin)
    implements Annotation {

  public Verdict(String subject, boolean passed, double score, String reason) {
    this(subject, passed, score, reason, Origin.UNKNOWN);
  }

  @Override
  public Verdict from(Origin other) {
    return new Verdict(subject, passed, score, reason, other);
  }
}
