package com.imageflowcanvas.engine;

import static com.imageflowcanvas.engine.ObservedRun.add;
import static com.imageflowcanvas.engine.ObservedRun.step;
import static org.assertj.core.api.Assertions.assertThat;

import com.imageflowcanvas.error.ErrorCode;
import com.imageflowcanvas.pipeline.PipelinePlan;
import com.imageflowcanvas.pipeline.PlannedResult;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What flows through ports: nothing, one frame, several. */
class PortsTest {
  private final ObservedRun run = new ObservedRun();

  @AfterEach
  void close() {
    run.close();
  }

  @Test
  void stepToWhichNothingComesIsSkippedAndSoIsWhatHangsOnItAlone() throws Exception {
    RunResult result =
        run.run(
            gate("g", "then", "$input"),
            add("t", 1, "g:then"),
            add("o", 2, "g:otherwise"),
            add("after", 3, "o"));
    assertThat(result).isInstanceOf(RunResult.Completed.class);
    assertThat(run.results).containsExactly("add-step-1:image#0=2");
    assertThat(run.skipped())
        .containsExactly(
            "add-step-2 gate-step-0:otherwise stayed empty: open: then",
            "add-step-3 gate-step-0:otherwise stayed empty: open: then");
  }

  @Test
  void diamondWithASkippedSideGoesOnWithTheOther() throws Exception {
    run.run(
        gate("g", "otherwise", "$input"),
        add("t", 1, "g:then"),
        add("o", 2, "g:otherwise"),
        step("m", "first", Map.of(), "t", "o"));
    assertThat(run.results).containsExactly("first-step-3:image#0=3");
  }

  @Test
  void firstInTheOrderOfTheDependenciesIsTaken() throws Exception {
    run.run(
        gate("g", "both", "$input"),
        add("t", 1, "g:then"),
        add("o", 2, "g:otherwise"),
        step("m", "first", Map.of(), "o", "t"));
    assertThat(run.results).containsExactly("first-step-3:image#0=3");
  }

  @Test
  void stepOfWhichOneRequiredInputStayedEmptyIsSkipped() throws Exception {
    RunResult result =
        run.run(
            gate("g", "then", "$input"),
            step("b", "blend", Map.of(), "$input", "g:otherwise"),
            add("t", 5, "g:then"));
    assertThat(result).isInstanceOf(RunResult.Completed.class);
    assertThat(run.skipped()).singleElement().asString().startsWith("blend-step-1 ");
  }

  @Test
  void runOfWhichNothingComesFailsWithTheConditionThatClosedTheWay() throws Exception {
    RunResult result =
        run.run(
            gate("g", "none", "$input"),
            add("t", 1, "g:then"),
            add("o", 2, "g:otherwise"),
            step("m", "first", Map.of(), "t", "o"));
    assertThat(result)
        .isEqualTo(
            new RunResult.Failed(
                ErrorCode.NO_RESULT, "no result: gate-step-0:then stayed empty: open: none"));
  }

  @Test
  void lastStepWhoseBothWaysAreEmptyGivesNoResult() throws Exception {
    RunResult result = run.run(gate("g", "none"));
    assertThat(((RunResult.Failed) result).message())
        .contains("gate-step-0")
        .contains("open: none");
  }

  @Test
  void componentOfOneFrameRunsOnceForEach() throws Exception {
    run.run(step("c", "copies", Map.of("number", 3)), add("a", 10));
    assertThat(run.results)
        .containsExactly("add-step-1:image#0=10", "add-step-1:image#1=11", "add-step-1:image#2=12");
    assertThat(run.events).as("one begin and one end a step").hasSize(4);
  }

  @Test
  void inputOfManyTakesAllAtOnce() throws Exception {
    run.run(
        step("c", "copies", Map.of("number", 3), "$input"),
        step("n", "count", Map.of(), "c", "$input"));
    assertThat(run.results).containsExactly("count-step-1:image#0=4");
  }

  @Test
  void frameThatComesOnceGoesWithEachOfTheMany() throws Exception {
    run.run(
        step("c", "copies", Map.of("number", 2), "$input"),
        step("s", "shrink", Map.of("factor", 8), "$input"),
        step("b", "blend", Map.of(), "c", "s"));
    assertThat(run.results).containsExactly("blend-step-2:image#0=7", "blend-step-2:image#1=8");
  }

  @Test
  void inputsOfDifferentNumbersOfFramesFailTheStep() throws Exception {
    RunResult result =
        run.run(
            step("c", "copies", Map.of("number", 2), "$input"),
            step("d", "copies", Map.of("number", 3), "$input"),
            step("b", "blend", Map.of(), "c", "d"));
    assertThat(((RunResult.Failed) result).message())
        .isEqualTo("blend-step-2: inputs of 2 and 3 frames (expected: equally many, or one)");
  }

  @Test
  void noFramesAtAnOutputOfManySkipWhatFollows() throws Exception {
    run.run(
        step("c", "copies", Map.of("number", 0), "$input"),
        add("a", 1, "c"),
        add("b", 1, "$input"));
    assertThat(run.skipped()).containsExactly("add-step-1 copies-step-0:copies stayed empty");
  }

  @Test
  void moreFramesThanAPortMayCarryFailTheStep() throws Exception {
    RunResult result = run.run(step("c", "copies", Map.of("number", 1001)));
    assertThat(((RunResult.Failed) result).message())
        .isEqualTo("copies-step-0: copies: 1001 frames (expected: at most 1000)");
  }

  @Test
  void placesOfResultsArePlannedWhateverComesOut() {
    PipelinePlan plan =
        ObservedRun.plan(
            List.of(
                step("f", "find", Map.of(), "$input"),
                gate("g", "then", "f"),
                step("c", "copies", Map.of(), "$input"),
                add("a", 1, "c"),
                step("s", "split", Map.of(), "$input")));
    assertThat(plan.results())
        .extracting(
            place -> place.step().id() + ":" + place.port(),
            place -> place.number(0, 0),
            place -> place.number(2, 0))
        .containsExactly(
            org.assertj.core.groups.Tuple.tuple("gate-step-1:then", 0, 6),
            org.assertj.core.groups.Tuple.tuple("gate-step-1:otherwise", 1, 7),
            org.assertj.core.groups.Tuple.tuple("add-step-3:image", 0, 2000),
            org.assertj.core.groups.Tuple.tuple("split-step-4:left", 0, 4),
            org.assertj.core.groups.Tuple.tuple("split-step-4:right", 1, 5));
    PlannedResult document = plan.document().orElseThrow();
    assertThat(document.step().id().value()).isEqualTo("gate-step-1");
    assertThat(document.number(0, 0)).isEqualTo(2);
    assertThat(document.number(1, 0)).isEqualTo(5);
  }

  private static com.imageflowcanvas.pipeline.Step gate(String id, String open, String... inputs) {
    return step(id, "gate", Map.of("open", open), inputs);
  }
}
