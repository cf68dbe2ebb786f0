package com.imageflowcanvas.pipeline;

import static org.assertj.core.api.Assertions.assertThat;

import com.imageflowcanvas.engine.TestComponents;
import com.imageflowcanvas.error.ErrorCode;
import com.imageflowcanvas.error.FieldError;
import com.imageflowcanvas.image.ImageFormat;
import com.imageflowcanvas.image.Size;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class PlanCompilerTest {
  private final PlanCompiler compiler =
      new PlanCompiler(
          TestComponents.CATALOG,
          name -> name.equals("always") ? Optional.empty() : Optional.of("no model " + name));

  @Test
  void allListsEmptyMeansTheOrderOfTheList() {
    PipelinePlan plan = ready(step("a", "add"), step("b", "find"), step("c", "mark"));
    assertThat(plan.steps())
        .extracting(s -> s.id().value())
        .containsExactly("add-step-0", "find-step-1", "mark-step-2");
    assertThat(plan.steps().get(1).inputs()).containsExactly(new Source.Output(0, "image"));
    assertThat(plan.steps()).extracting(PlannedStep::sink).containsExactly(false, false, true);
  }

  @Test
  void dollarInputMakesParallelRoots() {
    PipelinePlan plan = ready(step("a", "add", "$input"), step("b", "add", "$input"));
    assertThat(plan.steps()).allMatch(PlannedStep::sink);
    assertThat(plan.steps()).allMatch(s -> s.inputs().equals(List.of(new Source.Submitted())));
  }

  @Test
  void stepsRunAfterThoseTheyTakeInputsFrom() {
    PipelinePlan plan =
        ready(step("last", "blend", "x", "y"), step("x", "add", "$input"), step("y", "add", "x"));
    assertThat(plan.steps()).extracting(PlannedStep::position).containsExactly(1, 2, 0);
    assertThat(plan.inAuthorsOrder()).extracting(PlannedStep::position).containsExactly(0, 1, 2);
  }

  @Test
  void branchIsFollowedToItsEndBeforeTheNextIsBegun() {
    PipelinePlan plan =
        ready(
            step("a", "add", "$input"),
            step("b", "add", "$input"),
            step("a2", "add", "a"),
            step("b2", "add", "b"),
            step("a3", "add", "a2"));
    assertThat(plan.steps()).extracting(PlannedStep::position).containsExactly(0, 2, 4, 1, 3);
  }

  @Test
  void namedOutputIsTaken() {
    PipelinePlan plan = ready(step("s", "split", "$input"), step("a", "add", "s:right"));
    assertThat(plan.steps().get(1).inputs()).containsExactly(new Source.Output(0, "right"));
  }

  @Test
  void cycleIsRefusedAtItsPlace() {
    assertThat(rejected(step("a", "add", "b"), step("b", "add", "a")))
        .containsExactly(
            new FieldError(
                "/components/0/dependencies",
                "cycle among a, b (expected: no component waits for itself)"));
  }

  @Test
  void stepThatWaitsForItselfIsACycle() {
    assertThat(rejected(step("a", "add", "a"), step("b", "add", "a"))).hasSize(1);
  }

  @Test
  void everyFaultIsNamedAtItsPlace() {
    assertThat(rejected(step("a", "teleport"), step("b", "nope")))
        .extracting(FieldError::pointer)
        .containsExactly("/components/0/component_type", "/components/1/component_type");
    assertThat(rejected(step("a", "add", "zzz")))
        .extracting(FieldError::pointer)
        .containsExactly("/components/0/dependencies/0");
    assertThat(rejected(step("a", "split", "$input"), step("b", "add", "a:up")))
        .extracting(FieldError::pointer)
        .containsExactly("/components/1/dependencies/0");
    assertThat(rejected(step("a", "add"), step("a", "add")))
        .extracting(FieldError::pointer)
        .containsExactly("/components/1/id");
    for (String id : List.of("no spaces", "-first", "")) {
      assertThat(rejected(step(id, "add")))
          .containsExactly(
              new FieldError(
                  "/components/0/id",
                  "id: "
                      + (id.isEmpty() ? "empty" : id)
                      + " (expected: 1..100 of letters, digits, '_', '.', '-', the first a letter"
                      + " or digit)"));
    }
    assertThat(rejected()).extracting(FieldError::pointer).containsExactly("/components");
    assertThat(rejected(step("a", "blend", "$input")))
        .extracting(FieldError::detail)
        .containsExactly("blend: 1 inputs (expected: 2..2)");
  }

  @Test
  void parametersAreCheckedWithValueAndExpectation() {
    assertThat(rejected(step("a", "add", Map.of("amount", 999))))
        .containsExactly(
            new FieldError(
                "/components/0/parameters/amount", "amount: 999 (expected: whole number 0..255)"));
    assertThat(rejected(step("a", "add", Map.of("nope", 1))))
        .extracting(FieldError::pointer)
        .containsExactly("/components/0/parameters/nope");
    for (List<String> order : List.of(List.of("amount", "plus"), List.of("plus", "amount"))) {
      Map<String, Object> twice = new LinkedHashMap<>();
      order.forEach(key -> twice.put(key, 1));
      assertThat(rejected(step("a", "add", twice)))
          .extracting(FieldError::detail)
          .containsExactly(
              order.getLast() + ": given twice (the same as " + order.getFirst() + ")");
    }
  }

  @Test
  void modelThatIsNotInstalledIsRefused() {
    PlanResult result = compile(Map.of(), step("a", "find", Map.of("model", "yolo99")));
    assertThat(((PlanResult.Rejected) result).problems())
        .containsExactly(
            new PlanProblem(
                ErrorCode.MODEL_NOT_INSTALLED,
                new FieldError("/components/0/parameters/model_name", "no model yolo99")));
  }

  @Test
  void componentThatNeedsDetectionsComesAfterOneThatGivesThem() {
    assertThat(rejected(step("a", "add"), step("b", "mark")))
        .extracting(FieldError::pointer)
        .containsExactly("/components/1/dependencies");
    ready(step("a", "find"), step("x", "add"), step("b", "mark"));
  }

  @Test
  void whatOneInputNeedsCannotComeFromAnother() {
    assertThat(rejected(step("f", "find", "$input"), step("m", "mark_on", "$input", "f")))
        .containsExactly(
            new FieldError(
                "/components/1/dependencies",
                "mark_on: no detections arrive (expected: a step before it that gives them, for"
                    + " example ai_detection)"));
    ready(step("f", "find", "$input"), step("m", "mark_on", "f", "$input"));
  }

  @Test
  void optionalInputMayBeLeftOpen() {
    ready(step("f", "find", "$input"), step("m", "mark_on", "f"));
    assertThat(rejected(step("f", "find", "$input"), step("m", "mark_on", "f", "$input", "$input")))
        .extracting(FieldError::detail)
        .containsExactly("mark_on: 3 inputs (expected: 1..2)");
  }

  @Test
  void whatAParameterNeedsIsChecked() {
    Step asks = step("a", "find_again", Map.of("within", true));
    assertThat(rejected(asks))
        .extracting(FieldError::pointer)
        .containsExactly("/components/0/dependencies");
    ready(step("a", "find_again", Map.of("within", false)));
    ready(step("f", "find"), asks);
  }

  @Test
  void lastInputOfManyTakesAllFurtherDependencies() {
    PipelinePlan plan = ready(step("f", "first", "$input", "$input", "$input"));
    assertThat(plan.steps().getFirst().inputs()).hasSize(3);
  }

  @Test
  void cycleThroughPortsIsRefused() {
    assertThat(
            rejected(
                step("g", "gate", "a"), step("a", "add", "g:then"), step("x", "add", "$input")))
        .extracting(FieldError::detail)
        .containsExactly("cycle among g, a (expected: no component waits for itself)");
  }

  @Test
  void idsOfTheSimpleCaseStayAsTheyAre() {
    PlannedResult plain = ready(step("a", "add")).results().getFirst();
    assertThat(List.of(plain.number(0, 0), plain.number(7, 0))).containsExactly(0, 7);
    PipelinePlan finding = ready(step("f", "find"));
    assertThat(finding.results().getFirst().number(7, 0)).isEqualTo(14);
    assertThat(finding.document().orElseThrow().number(7, 0)).isEqualTo(15);
  }

  @Test
  void parametersOfAnExecutionReachTheirStepsMostSpecificFirst() {
    Step[] steps = {step("one", "add"), step("two", "add"), step("three", "shrink")};
    assertThat(amounts(Map.of("add_amount", 5), steps)).containsExactly(5, 5);
    assertThat(amounts(Map.of("amount", 4), steps)).containsExactly(4, 4);
    assertThat(amounts(Map.of("add_amount", 5, "amount", 4, "two", Map.of("plus", 6)), steps))
        .containsExactly(5, 6);
    assertThat(amounts(Map.of("add-step-0", Map.of("amount", "9")), steps)).containsExactly(9, 1);
  }

  @Test
  void longestPrefixCountsInWhateverOrderTheKeysCome() {
    Step ask = step("a", "ai_detection");
    assertThat(compile(ordered("ai_model", "none", "ai_detection_model", "always"), ask))
        .isInstanceOf(PlanResult.Ready.class);
    assertThat(compile(ordered("ai_detection_model", "always", "ai_model", "none"), ask))
        .isInstanceOf(PlanResult.Ready.class);
    assertThat(rejected(ordered("ai_detection_model", "none", "ai_model", "always"), ask))
        .containsExactly(new FieldError("/parameters/ai_detection_model", "no model none"));
    assertThat(rejected(ordered("ai_model", "none", "model", "always"), ask))
        .containsExactly(new FieldError("/parameters/ai_model", "no model none"));
  }

  @Test
  void parameterGivenTwiceEquallySpecificIsRefused() {
    Step[] steps = {step("one", "add"), step("two", "add")};
    assertThat(rejected(ordered("add_amount", 1, "add_plus", 2), steps))
        .containsExactly(
            new FieldError(
                "/parameters/add_plus",
                "amount: given twice (the same as /parameters/add_amount)"));
    assertThat(
            rejected(ordered("one", Map.of("amount", 1), "add-step-0", Map.of("plus", 2)), steps))
        .extracting(FieldError::pointer)
        .containsExactly("/parameters/add-step-0/plus");
  }

  @Test
  void faultOfAnExecutionsParameterIsNamedWhereTheClientWroteIt() {
    Step[] steps = {step("one", "add"), step("two", "find")};
    assertThat(rejected(Map.of("add_plus", "x"), steps))
        .containsExactly(
            new FieldError("/parameters/add_plus", "amount: x (expected: whole number 0..255)"));
    assertThat(rejected(Map.of("amount", 999), steps))
        .extracting(FieldError::pointer)
        .containsExactly("/parameters/amount");
    assertThat(rejected(Map.of("one", Map.of("no/pe", 1)), steps))
        .extracting(FieldError::pointer)
        .containsExactly("/parameters/one/no~1pe");
    assertThat(rejected(Map.of("find_model", "yolo99"), steps))
        .extracting(FieldError::pointer)
        .containsExactly("/parameters/find_model");
  }

  @Test
  void idOfAComponentWantsAnObject() {
    assertThat(rejected(Map.of("one", 5), step("one", "add")))
        .containsExactly(
            new FieldError("/parameters/one", "one: 5 (expected: an object, its parameters)"));
  }

  @Test
  void ambiguousParameterIsToldHowToBePlain() {
    Step[] steps = {step("one", "add"), step("two", "blend", "$input", "one")};
    assertThat(rejected(Map.of("amount", 1), steps))
        .extracting(FieldError::detail)
        .containsExactly("ambiguous parameter: amount (expected: add_amount, blend_amount)");
  }

  @Test
  void outputOptionsAreRead() {
    PlanResult result =
        compile(Map.of("output_format", "png", "output_quality", 70), step("a", "add"));
    assertThat(((PlanResult.Ready) result).plan().output())
        .isEqualTo(new OutputOptions(ImageFormat.PNG, 70));
  }

  @Test
  void unknownOrAmbiguousParameterOfAnExecutionIsRefused() {
    Step[] steps = {step("one", "add"), step("two", "blend", "$input", "one")};
    for (Map<String, Object> bad :
        List.<Map<String, Object>>of(
            Map.of("no_such_thing", 1),
            Map.of("amount", 1),
            Map.of("add_nope", 1),
            Map.of("shrink_factor", 2),
            Map.of("one", Map.of("nope", 2)),
            Map.of("output_format", "pdf"),
            Map.of("output_quality", 101))) {
      assertThat(compile(bad, steps)).as("%s", bad).isInstanceOf(PlanResult.Rejected.class);
    }
  }

  @Test
  void decoderMayShrinkOnlyAsFarAsEveryFirstStepAllows() {
    Size full = new Size(800, 600);
    assertThat(ready(step("a", "shrink"), step("b", "add")).neededInput(full))
        .isEqualTo(new Size(400, 300));
    assertThat(ready(step("a", "shrink", "$input"), step("b", "add", "$input")).neededInput(full))
        .isEqualTo(full);
  }

  private List<Integer> amounts(Map<String, Object> parameters, Step... steps) {
    PipelinePlan plan = ((PlanResult.Ready) compile(parameters, steps)).plan();
    return plan.inAuthorsOrder().stream()
        .filter(s -> s.params() instanceof TestComponents.Add.Params)
        .map(s -> ((TestComponents.Add.Params) s.params()).amount())
        .toList();
  }

  private PipelinePlan ready(Step... steps) {
    return ((PlanResult.Ready) compile(Map.of(), steps)).plan();
  }

  private List<FieldError> rejected(Step... steps) {
    return ((PlanResult.Rejected) compile(Map.of(), steps)).fieldErrors();
  }

  private List<FieldError> rejected(Map<String, Object> parameters, Step... steps) {
    return ((PlanResult.Rejected) compile(parameters, steps)).fieldErrors();
  }

  private static Map<String, Object> ordered(String a, Object valueA, String b, Object valueB) {
    Map<String, Object> ordered = new LinkedHashMap<>();
    ordered.put(a, valueA);
    ordered.put(b, valueB);
    return ordered;
  }

  private PlanResult compile(Map<String, Object> parameters, Step... steps) {
    return compiler.compile(PipelineId.next(), 1, List.of(steps), parameters);
  }

  private static Step step(String id, String type, String... dependencies) {
    return new Step(id, id, type, Map.of(), Arrays.asList(dependencies), Optional.empty());
  }

  private static Step step(String id, String type, Map<String, Object> parameters) {
    return new Step(id, id, type, parameters, List.of(), Optional.empty());
  }
}
