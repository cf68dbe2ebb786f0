package com.imageflowcanvas.adapters.onnx;

import java.util.List;
import java.util.TreeMap;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Reads class names as Python or JSON writes them: {@code {0: 'person', 1: "potter's wheel"}},
 * {@code {"0": "person"}} or {@code ['person', 'bus']}. A literal that is cut off, goes on after
 * its end, or does not count from 0 without gaps gives no names at all.
 */
final class ClassNameLiteral {
  private static final int MAX_CHARS = 2_000_000;
  private static final int MAX_CLASSES = 20_000;

  private static final String STRING = "'((?:[^'\\\\]++|\\\\.)*+)'|\"((?:[^\"\\\\]++|\\\\.)*+)\"";
  private static final Pattern ENTRY =
      Pattern.compile(
          "\\G\\s*+(?:['\"]?(\\d{1,6})['\"]?\\s*+:\\s*+)?(?:" + STRING + ")\\s*+(?:,|(?=[}\\]]))");
  private static final Pattern ESCAPE =
      Pattern.compile("\\\\(?:x(\\p{XDigit}{2})|u(\\p{XDigit}{4})|(.))");

  private ClassNameLiteral() {}

  /** The names by class id; empty when the text is not understood. */
  static List<String> parse(String text) {
    String literal = text.strip();
    if (literal.length() > MAX_CHARS || !isEnclosed(literal)) {
      return List.of();
    }
    TreeMap<Integer, String> names = new TreeMap<>();
    Matcher entry = ENTRY.matcher(literal).region(1, literal.length());
    int end = 1;
    while (entry.find() && names.size() < MAX_CLASSES) {
      int id = entry.group(1) == null ? names.size() : Integer.parseInt(entry.group(1));
      names.put(id, unescaped(entry.group(2) == null ? entry.group(3) : entry.group(2)));
      end = entry.end();
    }
    boolean whole = literal.substring(end).strip().length() == 1;
    boolean counted = !names.isEmpty() && names.lastKey() == names.size() - 1;
    return whole && counted ? List.copyOf(names.values()) : List.of();
  }

  private static boolean isEnclosed(String literal) {
    return (literal.startsWith("{") && literal.endsWith("}"))
        || (literal.startsWith("[") && literal.endsWith("]"));
  }

  private static String unescaped(String raw) {
    return ESCAPE.matcher(raw).replaceAll(e -> Matcher.quoteReplacement(meaning(e)));
  }

  private static String meaning(MatchResult escape) {
    String hex = escape.group(1) == null ? escape.group(2) : escape.group(1);
    return hex == null ? escape.group(3) : Character.toString(Integer.parseInt(hex, 16));
  }
}
