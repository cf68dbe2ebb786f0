package com.imageflowcanvas.server.protocol.rest.components;

import com.imageflowcanvas.component.ComponentCatalog;
import com.imageflowcanvas.error.ErrorCode;
import com.imageflowcanvas.error.ProblemException;
import com.imageflowcanvas.file.Sha256;
import com.imageflowcanvas.server.protocol.rest.Page;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.headers.Header;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.util.List;
import org.springframework.http.CacheControl;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/** What pipelines can be made of. */
@RestController
@RequestMapping("/v1/components")
@Tag(name = "Components")
public final class ComponentsController {
  private final Page<ComponentJson> all;
  private final String tag;

  /** The catalog never changes while the program runs. */
  ComponentsController(ComponentCatalog catalog) {
    List<ComponentJson> components =
        catalog.all().stream().<ComponentJson>map(ComponentJson::of).toList();
    this.all = new Page<>(components, null);
    // weak: the same for the compressed form
    this.tag = "W/\"" + Sha256.of(components.toString()).substring(0, 16) + "\"";
  }

  @GetMapping
  @Operation(
      summary = "List all components",
      description = "With a JSON Schema of the parameters of each.",
      operationId = "listComponents")
  @ApiResponse(responseCode = "200", headers = @Header(name = "ETag"))
  ResponseEntity<Page<ComponentJson>> list() {
    return answer(all);
  }

  @GetMapping("/{id}")
  @Operation(
      summary = "Read a component",
      description = "With a JSON Schema of its parameters.",
      operationId = "getComponent")
  @ApiResponse(responseCode = "200", headers = @Header(name = "ETag"))
  ResponseEntity<ComponentJson> get(@PathVariable String id) {
    return all.items().stream()
        .filter(component -> component.id().equals(id))
        .findFirst()
        .map(this::answer)
        .orElseThrow(
            () ->
                new ProblemException(
                    ErrorCode.NOT_FOUND, "no such component (expected: one of " + known() + ")"));
  }

  private String known() {
    return String.join(", ", all.items().stream().map(ComponentJson::id).toList());
  }

  private <T> ResponseEntity<T> answer(T body) {
    return ResponseEntity.ok().eTag(tag).cacheControl(CacheControl.noCache()).body(body);
  }
}
