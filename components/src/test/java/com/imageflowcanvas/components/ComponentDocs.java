package com.imageflowcanvas.components;

import com.imageflowcanvas.component.ComponentCatalog;
import com.imageflowcanvas.component.ComponentDescriptor;
import com.imageflowcanvas.component.L10n;
import com.imageflowcanvas.component.Parameter;
import com.imageflowcanvas.component.Port;
import com.imageflowcanvas.image.Annotations;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;

/** Writes the pages of all components from the catalog, in one language. */
record ComponentDocs(ComponentCatalog catalog, boolean japanese) {

  /** Contents by file name: an index, and a page for each component. */
  Map<String, String> pages() {
    Map<String, String> pages = new LinkedHashMap<>();
    pages.put(file("README"), index());
    for (ComponentDescriptor<?> component : catalog.all()) {
      pages.put(file(component.type().value()), page(component));
    }
    return pages;
  }

  private String file(String name) {
    return name + (japanese ? ".ja.md" : ".md");
  }

  private String index() {
    StringBuilder page = new StringBuilder();
    page.append(text("# Components\n\n", "# コンポーネント\n\n"));
    page.append(text("[日本語](README.ja.md)\n\n", "[English](README.md)\n\n"));
    page.append(
        text(
            "| id | category | what it does |\n|---|---|---|\n",
            "| id | 分類 | 内容 |\n|---|---|---|\n"));
    for (ComponentDescriptor<?> component : catalog.all()) {
      String id = component.type().value();
      page.append(
          "| [`%s`](%s) | %s | %s |%n"
              .formatted(id, file(id), component.info().category(), cell(text(component.text()))));
    }
    page.append(
        text(
            "\nGenerated from the catalog; see `ComponentDocsTest`.\n",
            "\nカタログから生成しています（`ComponentDocsTest`）。\n"));
    return page.toString();
  }

  private String page(ComponentDescriptor<?> component) {
    StringBuilder page = new StringBuilder();
    page.append("# ").append(text(component.title()));
    page.append(" — `").append(component.type()).append("`\n\n");
    page.append(text(component.text())).append("\n\n");
    page.append(text("Category", "分類")).append(": ").append(component.info().category());
    page.append(text(".", "。")).append("\n\n").append(ports(component)).append('\n');
    page.append(parameters(component.schema().parameters()));
    page.append(text("\n## As a step of a pipeline\n\n", "\n## パイプラインのステップとして\n\n"));
    page.append("```json\n").append(example(component)).append("\n```\n");
    return page.toString();
  }

  private String ports(ComponentDescriptor<?> component) {
    StringBuilder table = new StringBuilder();
    table.append(
        text(
            "| port | | frames | needs or gives |\n|---|---|---|---|\n",
            "| ポート | | 画像の数 | 必要・追加する情報 |\n|---|---|---|---|\n"));
    component.inputs().forEach(port -> table.append(port(port, text("input", "入力"), port.needs())));
    component
        .outputs()
        .forEach(port -> table.append(port(port, text("output", "出力"), port.gives())));
    return table.toString();
  }

  private String port(Port port, String side, Annotations.Kind[] kinds) {
    String frames = port.many() ? text("any number", "任意") : text("one", "1 枚");
    String empty = port.optional() ? text(", or none", "、または無し") : "";
    String said =
        Arrays.stream(kinds)
            .map(kind -> kind.name().toLowerCase(Locale.ROOT))
            .collect(Collectors.joining(", "));
    return "| `%s` | %s | %s | %s |%n".formatted(port.name(), side, frames + empty, said);
  }

  private String parameters(List<Parameter> parameters) {
    if (parameters.isEmpty()) {
      return text("It has no parameters.\n", "パラメーターはありません。\n");
    }
    StringBuilder table = new StringBuilder();
    table.append(
        text(
            "| parameter | type | default | allowed | meaning |\n|---|---|---|---|---|\n",
            "| パラメーター | 型 | 既定値 | 範囲 | 意味 |\n|---|---|---|---|---|\n"));
    for (Parameter parameter : parameters) {
      table.append(
          "| `%s` | %s | %s | %s | %s |%n"
              .formatted(
                  parameter.name(),
                  parameter.kind().jsonType(),
                  cell(shown(parameter.defaultValue()) + unit(parameter)),
                  cell(allowed(parameter)),
                  cell(
                      text(parameter.title())
                          + text(". ", "。")
                          + text(parameter.text())
                          + aliases(parameter))));
    }
    return table.toString();
  }

  private String allowed(Parameter parameter) {
    if (!parameter.choices().isEmpty()) {
      return String.join(", ", parameter.choices());
    }
    if (Double.isFinite(parameter.min()) && Double.isFinite(parameter.max())) {
      return shown(parameter.min()) + "…" + shown(parameter.max()) + unit(parameter);
    }
    return switch (parameter.format()) {
      case "model" -> text("an installed model", "インストール済みモデル");
      case "color" -> "#rrggbb";
      default -> "";
    };
  }

  private String aliases(Parameter parameter) {
    if (parameter.aliases().isEmpty()) {
      return "";
    }
    String names =
        parameter.aliases().stream()
            .map(name -> "`" + name + "`")
            .collect(Collectors.joining(", "));
    return text(" Also read as " + names + ".", "別名：" + names + "。");
  }

  private static String example(ComponentDescriptor<?> component) {
    String parameters =
        component.schema().parameters().stream()
            .limit(3)
            .map(parameter -> "\"" + parameter.name() + "\": " + json(parameter.defaultValue()))
            .collect(Collectors.joining(", "));
    return """
    {"id": "step-1", "name": "%s", "component_type": "%s",
     "parameters": {%s}, "dependencies": ["$input"]}\
    """
        .formatted(component.title().en(), component.type(), parameters);
  }

  private static String json(Object value) {
    return switch (value) {
      case String text -> "\"" + text + "\"";
      case List<?> list -> list.isEmpty() ? "[]" : list.toString();
      default -> shown(value);
    };
  }

  private static String unit(Parameter parameter) {
    return parameter.unit().isEmpty() ? "" : " " + parameter.unit();
  }

  private static String shown(Object value) {
    boolean whole = value instanceof Double number && number == Math.rint(number);
    return whole ? Long.toString(((Double) value).longValue()) : value.toString();
  }

  private static String cell(String text) {
    return text.replace("|", "\\|").replace("\n", " ");
  }

  private String text(L10n text) {
    return text(text.en(), text.ja());
  }

  private String text(String english, String inJapanese) {
    return japanese ? inJapanese : english;
  }
}
