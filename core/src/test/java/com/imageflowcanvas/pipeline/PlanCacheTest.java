package com.imageflowcanvas.pipeline;

import static org.assertj.core.api.Assertions.assertThat;

import com.imageflowcanvas.access.UserId;
import com.imageflowcanvas.engine.TestComponents;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;

class PlanCacheTest {
  private final AtomicReference<Optional<String>> missing = new AtomicReference<>(Optional.empty());
  private final PlanCompiler compiler =
      new PlanCompiler(TestComponents.CATALOG, name -> missing.get());

  @Test
  void planOfAStoredPipelineIsMadeOnceForTheSameParameters() {
    Pipeline stored = stored("add");
    PipelinePlan first = ready(compiler.compile(stored, Map.of("amount", 3)));
    assertThat(ready(compiler.compile(stored, Map.of("amount", 3)))).isSameAs(first);
    assertThat(ready(compiler.compile(stored, Map.of("amount", 4)))).isNotSameAs(first);
    assertThat(ready(compiler.compile(stored("add"), Map.of("amount", 3)))).isNotSameAs(first);
  }

  @Test
  void planWhoseModelIsGoneIsRefusedThoughItWasMadeBefore() {
    Pipeline stored = stored("find");
    PipelinePlan first = ready(compiler.compile(stored, Map.of()));
    missing.set(Optional.of("always is gone"));
    assertThat(compiler.compile(stored, Map.of())).isInstanceOf(PlanResult.Rejected.class);
    missing.set(Optional.empty());
    assertThat(ready(compiler.compile(stored, Map.of()))).isSameAs(first);
  }

  @Test
  void refusedParametersAreRefusedAgain() {
    Pipeline stored = stored("add");
    for (int i = 0; i < 2; i++) {
      assertThat(compiler.compile(stored, Map.of("nothing", 1)))
          .isInstanceOf(PlanResult.Rejected.class);
    }
  }

  private static Pipeline stored(String type) {
    Step step = new Step("a", "", type, Map.of(), List.of(), Optional.empty());
    return new Pipeline(
        PipelineId.next(),
        "stored",
        "stored",
        "",
        List.of(step),
        1,
        Instant.EPOCH,
        Instant.EPOCH,
        new UserId("alice"));
  }

  private static PipelinePlan ready(PlanResult result) {
    return ((PlanResult.Ready) result).plan();
  }
}
