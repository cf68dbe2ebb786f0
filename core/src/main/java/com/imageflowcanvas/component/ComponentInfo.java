package com.imageflowcanvas.component;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/** What people and the plan compiler know of a component. */
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.TYPE)
public @interface ComponentInfo {
  /** Lower case with underscores; the {@code component_type} of pipelines. */
  String id();

  /** {@code geometry}, {@code filter}, {@code detect} or {@code draw}. */
  String category();

  String title();

  String titleJa();

  /** One or two sentences: what it does to the image. */
  String text();

  String textJa();

  /** What annotations it wants from the steps before it; empty where it needs none. */
  Annotation[] needs() default {};

  /** What annotations it adds. */
  Annotation[] gives() default {};

  /** Least number of inputs. */
  int minInputs() default 1;

  /** Greatest number of inputs. */
  int maxInputs() default 1;

  /** Names of the outputs; the first is the default one. */
  String[] outputs() default {"image"};

  /** Kinds of annotations that flow with a frame. */
  enum Annotation {
    DETECTIONS
  }
}
