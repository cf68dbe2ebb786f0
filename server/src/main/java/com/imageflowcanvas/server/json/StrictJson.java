package com.imageflowcanvas.server.json;

import com.imageflowcanvas.error.ErrorCode;
import com.imageflowcanvas.error.FieldError;
import com.imageflowcanvas.error.Problem;
import com.imageflowcanvas.error.ProblemException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import tools.jackson.core.JacksonException;
import tools.jackson.core.TokenStreamLocation;
import tools.jackson.core.type.TypeReference;

/**
 * Reads JSON texts of clients: one object and nothing after it, no key twice, no NaN, no deep
 * nesting. Thread-safe.
 */
public final class StrictJson {
  private static final TypeReference<Map<String, Object>> OBJECT = new TypeReference<>() {};

  private StrictJson() {}

  /**
   * The members of a JSON object: String, Boolean, Integer, Long, BigInteger, Double, List, Map or
   * null.
   *
   * @param name of what is read, for messages
   * @throws ProblemException INVALID_REQUEST, saying where it goes wrong
   */
  public static Map<String, Object> object(String text, String name) {
    checkText(text, name);
    try {
      return Optional.ofNullable(Json.MAPPER.readValue(text, OBJECT))
          .orElseThrow(() -> wrong(name, "null"));
    } catch (JacksonException e) {
      TokenStreamLocation at = e.getLocation();
      String place =
          at == null ? "" : " at line " + at.getLineNr() + ", column " + at.getColumnNr();
      throw wrong(name, "wrong" + place);
    }
  }

  /**
   * The texts of a JSON array.
   *
   * @throws ProblemException INVALID_REQUEST when it is not an array of texts
   */
  public static List<String> texts(String text, String name) {
    checkText(text, name);
    try {
      Object value = Json.MAPPER.readValue(text, Object.class);
      if (value instanceof List<?> list && list.stream().allMatch(String.class::isInstance)) {
        return list.stream().map(String.class::cast).toList();
      }
    } catch (JacksonException e) {
      throw notTexts(name);
    }
    throw notTexts(name);
  }

  private static void checkText(String text, String name) {
    JsonText.fault(text)
        .ifPresent(
            fault -> {
              throw problem(name, name + ": " + fault);
            });
  }

  private static ProblemException notTexts(String name) {
    return problem(name, name + ": wrong (expected: a JSON array of texts)");
  }

  private static ProblemException wrong(String name, String what) {
    return problem(
        name, name + ": " + what + " (expected: one JSON object, each key once, not very deep)");
  }

  private static ProblemException problem(String name, String detail) {
    return Problem.of(ErrorCode.INVALID_REQUEST, List.of(new FieldError("/" + name, detail)))
        .exception();
  }
}
