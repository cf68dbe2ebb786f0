package com.imageflowcanvas.component;

import com.imageflowcanvas.image.Annotations;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * A named input or output of a component; frames flow through it, each with an image and what was
 * said about it.
 */
@Retention(RetentionPolicy.RUNTIME)
@Target({})
public @interface Port {
  /** Name of the one input and the one output that most components have. */
  String IMAGE = "image";

  /** Greatest number of frames that a port carries in one run. */
  int MOST_FRAMES = 1000;

  /** Greatest number of dependencies of one step. */
  int MOST_INPUTS = 100;

  /** Lower case with underscores; unique among the component's inputs or outputs. */
  String name() default IMAGE;

  /** Of an input: what the steps before it must be able to say about the image. */
  Annotations.Kind[] needs() default {};

  /** Of an output: what it adds to what was said before. */
  Annotations.Kind[] gives() default {};

  /**
   * Of an input: it takes all frames that come at once; without it, the component is run once for
   * each. The last input, if it takes many, takes all further dependencies of the step too. Of an
   * output: it may carry up to {@link #MOST_FRAMES} frames for one that came in.
   */
  boolean many() default false;

  /**
   * Of an input: it may be left open or stay empty, and the step runs all the same. Of an output:
   * it may stay empty.
   */
  boolean optional() default false;
}
