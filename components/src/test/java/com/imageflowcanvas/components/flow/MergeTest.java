package com.imageflowcanvas.components.flow;

import static org.assertj.core.api.Assertions.assertThat;

import com.imageflowcanvas.component.Inputs;
import com.imageflowcanvas.component.Outputs;
import com.imageflowcanvas.components.TestFrames;
import com.imageflowcanvas.image.Frame;
import com.imageflowcanvas.testkit.TestStepContext;
import java.util.List;
import org.junit.jupiter.api.Test;

class MergeTest {
  private final Frame one = TestFrames.noise(4, 4);
  private final Frame two = TestFrames.noise(5, 5);

  @Test
  void firstInputThatSomethingCameToGoesOn() throws Exception {
    assertThat(merged(List.of(), List.of(two), List.of(one))).containsExactly(two);
    assertThat(merged(List.of(one), List.of(two))).containsExactly(one);
  }

  @Test
  void allThatCameToItGoOn() throws Exception {
    assertThat(merged(List.of(), List.of(two, one))).containsExactly(two, one);
  }

  @SafeVarargs
  private static List<Frame> merged(List<Frame>... arrivals) throws Exception {
    List<Inputs.Arrival> inputs =
        List.of(arrivals).stream().map(frames -> new Inputs.Arrival("images", frames)).toList();
    Outputs outputs =
        new Merge().apply(new Inputs(inputs), new Merge.Params(), new TestStepContext());
    return outputs.at("image");
  }
}
