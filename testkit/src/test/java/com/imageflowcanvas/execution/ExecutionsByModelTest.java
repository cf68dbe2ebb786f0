package com.imageflowcanvas.execution;

import static org.assertj.core.api.Assertions.assertThat;

import com.imageflowcanvas.pipeline.Pipeline;
import com.imageflowcanvas.pipeline.PipelineDraft;
import com.imageflowcanvas.pipeline.Step;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class ExecutionsByModelTest {
  private final House house = new House();
  private final ExecutionsByModel uses =
      new ExecutionsByModel(
          house.stores.executions(), house.stores.pipelines(), house.compiler.catalog());

  @AfterEach
  void close() {
    house.close();
  }

  @Test
  void executionNeedsTheModelOfItsPipelineUntilItEnds() {
    Execution execution = house.submit(house.pipeline("finder"), House.GIF);
    assertThat(uses.naming("cats"::equals)).containsExactly("execution " + execution.id());
    assertThat(uses.naming("dogs"::equals)).isEmpty();

    house.claim();
    assertThat(uses.naming("cats"::equals)).hasSize(1);

    house.service.cancel(House.OPERATOR, execution.id());
    assertThat(uses.naming("cats"::equals)).isEmpty();
  }

  @Test
  void executionNeedsTheModelOfItsParameters() {
    Execution execution = submit(house.pipeline("gate", "finder"), Map.of("model_name", "dogs"));

    assertThat(uses.naming("dogs"::equals)).containsExactly("execution " + execution.id());
    assertThat(uses.naming("cats"::equals)).isEmpty();
  }

  @Test
  void executionNeedsTheModelOfTheVersionThatItWasAcceptedWith() {
    Pipeline pipeline = house.pipeline("finder");
    house.submit(pipeline, House.GIF);
    List<Step> changed =
        List.of(
            new Step(
                "s0", "", "finder", Map.of("model_name", "dogs"), List.of(), Optional.empty()));
    house.pipelines.update(
        House.OPERATOR,
        pipeline.id(),
        Optional.empty(),
        new PipelineDraft("test", "", Optional.empty(), changed));

    assertThat(uses.naming("cats"::equals)).hasSize(1);
    assertThat(uses.naming("dogs"::equals)).isEmpty();
  }

  @Test
  void executionsWithoutAModelNeedNone() {
    house.submit(house.pipeline("gate"), House.GIF);

    assertThat(uses.naming(name -> true)).isEmpty();
  }

  private Execution submit(Pipeline pipeline, Map<String, Object> parameters) {
    Submission plain = house.submission(pipeline, Optional.empty(), House.GIF);
    Submission submission =
        new Submission(
            pipeline.slug(),
            plain.uploads(),
            List.of(),
            parameters,
            Priority.NORMAL,
            Optional.empty());
    return house.service.find(house.service.submit(House.OPERATOR, submission).id());
  }
}
