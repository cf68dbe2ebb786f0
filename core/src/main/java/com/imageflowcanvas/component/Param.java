package com.imageflowcanvas.component;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * One parameter, on a component of a {@code Params} record. Its name is the record component's in
 * snake case; its kind follows from the Java type: int, double, boolean, String, an enum (values in
 * lower case), or {@code List<String>}.
 */
@Retention(RetentionPolicy.RUNTIME)
@Target({
  ElementType.RECORD_COMPONENT,
  ElementType.FIELD,
  ElementType.PARAMETER,
  ElementType.METHOD
})
public @interface Param {
  String title();

  String titleJa();

  /** What it does, in a sentence. */
  String text() default "";

  String textJa() default "";

  /** Default value as text; for a list, values separated by commas. */
  String def();

  /** Unit of the value, for example {@code px}; empty where it has none. */
  String unit() default "";

  double min() default Double.NEGATIVE_INFINITY;

  double max() default Double.POSITIVE_INFINITY;

  /** Other names that are read, for example {@code model} for {@code model_name}. */
  String[] aliases() default {};

  /** {@code model}: the name of an installed model; {@code color}: {@code #rrggbb}; else empty. */
  String format() default "";
}
