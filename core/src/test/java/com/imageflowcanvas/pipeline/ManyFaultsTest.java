package com.imageflowcanvas.pipeline;

import static org.assertj.core.api.Assertions.assertThat;

import com.imageflowcanvas.engine.TestComponents;
import java.lang.management.ManagementFactory;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** What a request may cost whose author only wants it to be expensive. */
class ManyFaultsTest {
  private static final int MANY = 72_000;

  /** Of one core, without the waiting; each took ten times that and more. */
  private static final long FAIR_NANOS = 3_000_000_000L;

  private final PlanCompiler compiler =
      new PlanCompiler(TestComponents.CATALOG, name -> Optional.empty());

  @Test
  void unknownKeysAreCountedAndTheFirstAreNamed() {
    PlanResult.Rejected rejected = rejected(steps(100), keys("bad"));
    assertThat(rejected.count()).isEqualTo(MANY);
    assertThat(rejected.problems()).hasSize(50);
    assertThat(rejected.fieldErrors().get(49).pointer()).isEqualTo("/parameters/bad49");
  }

  @Test
  void keysThatBeginAsKnownOnesAreNoDearer() {
    assertThat(rejected(steps(100), keys("add_bad")).count()).isEqualTo(MANY);
  }

  @Test
  void unknownMembersOfAStepAreCountedToo() {
    assertThat(rejected(steps(100), Map.of("step7", keys("bad"))).count()).isEqualTo(MANY);
  }

  @Test
  void unknownParametersOfAnAuthorAreCountedToo() {
    Step step = new Step("a", "a", "add", keys("bad"), List.of(), Optional.empty());
    PlanResult.Rejected rejected = rejected(List.of(step), Map.of());
    assertThat(rejected.count()).isEqualTo(MANY);
    assertThat(rejected.problems()).hasSize(50);
  }

  @Test
  void keysOfOneHashCodeAreNoDearer() {
    Map<String, Object> keys = new HashMap<>();
    for (int i = 0; i < 1 << 15; i++) {
      StringBuilder key = new StringBuilder();
      for (int bit = 0; bit < 15; bit++) {
        key.append((i >> bit & 1) == 0 ? "Aa" : "BB");
      }
      keys.put(key.toString(), i);
    }
    assertThat(keys.keySet()).extracting(String::hashCode).containsOnly("Aa".repeat(15).hashCode());
    assertThat(rejected(steps(100), keys).count()).isEqualTo(1 << 15);
  }

  @Test
  void aLargeWrongValueIsShownShortByEveryStep() {
    Map<String, Object> large = Map.of("add_amount", Collections.nCopies(500_000, "x"));
    PlanResult.Rejected rejected = rejected(steps(100), large);
    assertThat(rejected.count()).isEqualTo(100);
    assertThat(rejected.fieldErrors()).allMatch(error -> error.detail().length() < 200);
  }

  @Test
  void ofTooManyStepsOnlyTheNumberIsTold() {
    assertThat(rejected(steps(MANY), Map.of()).fieldErrors())
        .extracting(error -> error.detail())
        .containsExactly("components: 72000 (expected: 1..100)");
  }

  @Test
  void ofTooManyDependenciesOnlyTheNumberIsTold() {
    Step step =
        new Step("a", "a", "add", Map.of(), Collections.nCopies(MANY, "x"), Optional.empty());
    assertThat(rejected(List.of(step), Map.of()).fieldErrors())
        .extracting(error -> error.detail())
        .containsExactly("dependencies: 72000 (expected: at most 100)");
  }

  private PlanResult.Rejected rejected(List<Step> steps, Map<String, Object> parameters) {
    long begun = ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime();
    PlanResult result = compiler.compile(new PipelineId("p"), 1, steps, parameters);
    assertThat(ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime() - begun)
        .isLessThan(FAIR_NANOS);
    assertThat(result).isInstanceOf(PlanResult.Rejected.class);
    return (PlanResult.Rejected) result;
  }

  private static List<Step> steps(int count) {
    return IntStream.range(0, count)
        .mapToObj(i -> new Step("step" + i, "", "add", Map.of(), List.of(), Optional.empty()))
        .toList();
  }

  private static Map<String, Object> keys(String prefix) {
    Map<String, Object> keys = new LinkedHashMap<>();
    IntStream.range(0, MANY).forEach(i -> keys.put(prefix + i, i));
    return keys;
  }
}
