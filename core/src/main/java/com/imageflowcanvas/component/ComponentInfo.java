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

  /** {@code geometry}, {@code filter}, {@code detect}, {@code draw} or {@code flow}. */
  String category();

  String title();

  String titleJa();

  /** One or two sentences: what it does to the image. */
  String text();

  String textJa();

  /** Its inputs, in the order of a step's dependencies; those that must be connected come first. */
  Port[] inputs() default {@Port};

  /** Its outputs; the first is the default one. */
  Port[] outputs() default {@Port};
}
