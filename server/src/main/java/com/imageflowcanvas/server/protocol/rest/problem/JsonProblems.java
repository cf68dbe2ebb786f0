package com.imageflowcanvas.server.protocol.rest.problem;

import com.imageflowcanvas.error.ErrorCode;
import com.imageflowcanvas.error.FieldError;
import com.imageflowcanvas.error.Problem;
import java.time.temporal.Temporal;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.exc.StreamConstraintsException;
import tools.jackson.core.exc.StreamReadException;
import tools.jackson.databind.exc.MismatchedInputException;
import tools.jackson.databind.exc.UnrecognizedPropertyException;

/** Says what is wrong with a JSON text, with a pointer to the place and no word of our classes. */
public final class JsonProblems {
  private JsonProblems() {}

  public static Problem of(JacksonException wrong) {
    String pointer = pointer(wrong);
    return switch (wrong) {
      case UnrecognizedPropertyException e -> {
        Collection<Object> known = e.getKnownPropertyIds();
        String expected =
            known == null || known.isEmpty()
                ? "nothing"
                : known.stream().map(String::valueOf).sorted().collect(Collectors.joining(", "));
        yield at(pointer, e.getPropertyName() + ": unknown member (expected: " + expected + ")");
      }
      case MismatchedInputException e when e.getOriginalMessage().startsWith("Trailing token") ->
          Problem.of(
                  ErrorCode.INVALID_REQUEST, "not valid JSON: more than one value (expected: one)")
              .at("");
      case MismatchedInputException e ->
          at(pointer, place(pointer) + "not of the right type (expected: " + kind(e) + ")");
      case StreamConstraintsException e -> at(pointer, place(pointer) + plain(e));
      case StreamReadException e ->
          Problem.of(ErrorCode.INVALID_REQUEST, "not valid JSON: " + plain(e) + where(e))
              .at(reached(e));
      default -> at(pointer, place(pointer) + "cannot be read");
    };
  }

  private static Problem at(String pointer, String detail) {
    return Problem.of(ErrorCode.VALIDATION_FAILED, List.of(new FieldError(pointer, detail)));
  }

  private static String place(String pointer) {
    return pointer.isEmpty() ? "body: " : pointer.substring(pointer.lastIndexOf('/') + 1) + ": ";
  }

  private static String pointer(JacksonException e) {
    return e.getPath().stream()
        .map(
            step ->
                step.getPropertyName() == null
                    ? String.valueOf(step.getIndex())
                    : step.getPropertyName().replace("~", "~0").replace("/", "~1"))
        .map(step -> "/" + step)
        .collect(Collectors.joining());
  }

  /** Where the parser was when it could not go on; empty at the whole. */
  private static String reached(StreamReadException e) {
    return e.processor() instanceof JsonParser parser && parser.streamReadContext() != null
        ? parser.streamReadContext().pathAsPointer().toString()
        : "";
  }

  /** The parser's own words, without the constants of its code that they name. */
  private static String plain(JacksonException e) {
    String words = e.getOriginalMessage().lines().findFirst().orElse("");
    String told = words.replaceAll(", from `[^`]*`|: enable `.*", "");
    return told.isEmpty() || told.contains("`") ? "cannot be read" : told;
  }

  private static String where(StreamReadException e) {
    return e.getLocation() == null || e.getLocation().getLineNr() < 1
        ? ""
        : " (line "
            + e.getLocation().getLineNr()
            + ", column "
            + e.getLocation().getColumnNr()
            + ")";
  }

  private static String kind(MismatchedInputException e) {
    return kind(e.getTargetType());
  }

  private static String kind(@Nullable Class<?> type) {
    if (type == null) {
      return "something else";
    }
    if (type.isEnum()) {
      return Arrays.stream(type.getEnumConstants())
          .map(constant -> constant.toString().toLowerCase(Locale.ROOT))
          .collect(Collectors.joining(", "));
    }
    if (type == boolean.class || type == Boolean.class) {
      return "true or false";
    }
    if (type == int.class || type == Integer.class || type == long.class || type == Long.class) {
      return "a whole number";
    }
    if (type.isPrimitive() || Number.class.isAssignableFrom(type)) {
      return "a number";
    }
    if (CharSequence.class.isAssignableFrom(type)) {
      return "a text";
    }
    if (Temporal.class.isAssignableFrom(type)) {
      return "a time such as 2026-01-31T10:30:00Z";
    }
    boolean list = Collection.class.isAssignableFrom(type) || type.isArray();
    return list ? "a list" : "an object";
  }
}
