package com.imageflowcanvas.server.protocol.rest;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.swagger.v3.oas.annotations.media.Schema;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * One page of a list.
 *
 * @param nextCursor goes into {@code cursor} for the next page; null at the end
 */
public record Page<T>(
    List<T> items,
    @JsonInclude(JsonInclude.Include.ALWAYS)
        @Schema(
            description = "goes into ?cursor= for the next page; null at the end",
            requiredMode = Schema.RequiredMode.REQUIRED,
            nullable = true)
        @Nullable String nextCursor) {

  public static <S, T> Page<T> of(
      List<S> found, Function<? super S, ? extends T> toJson, Optional<String> next) {
    return new Page<>(found.stream().<T>map(toJson).toList(), next.orElse(null));
  }
}
