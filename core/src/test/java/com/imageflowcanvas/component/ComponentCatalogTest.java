package com.imageflowcanvas.component;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.imageflowcanvas.image.Annotations;
import java.util.List;
import org.junit.jupiter.api.Test;

class ComponentCatalogTest {
  @Test
  void twoOutputsOfOneNameAreRefused() {
    assertRefused(new TwoOutputsOfOneName(), "component twice: output image is there twice");
  }

  @Test
  void requiredInputAfterAnOptionalOneIsRefused() {
    assertRefused(
        new RequiredAfterOptional(),
        "component late: input b must be connected, but comes after one that need not");
  }

  @Test
  void inputThatGivesAndOutputThatNeedsAreRefused() {
    assertRefused(new GivingInput(), "component giving: input image gives something");
    assertRefused(new NeedingOutput(), "component needing: output image needs something");
  }

  @Test
  void nameThatNoDependencyCouldSayIsRefused() {
    assertRefused(
        new OddName(), "component odd: output \"A b\" (expected: lower case letters, digits, '_')");
  }

  private static void assertRefused(Component<?> component, String why) {
    assertThatThrownBy(() -> ComponentCatalog.of(List.of(component)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(why);
  }

  private abstract static class Nothing<P extends Record> implements Component<P> {
    @Override
    public Outputs apply(Inputs inputs, P params, StepContext context) {
      return Outputs.of(inputs.first());
    }
  }

  @ComponentInfo(
      id = "twice",
      category = "flow",
      title = "",
      titleJa = "",
      text = "",
      textJa = "",
      outputs = {@Port, @Port})
  private static final class TwoOutputsOfOneName extends Nothing<TwoOutputsOfOneName.Params> {
    record Params() {}
  }

  @ComponentInfo(
      id = "late",
      category = "flow",
      title = "",
      titleJa = "",
      text = "",
      textJa = "",
      inputs = {@Port(name = "a", optional = true), @Port(name = "b")})
  private static final class RequiredAfterOptional extends Nothing<RequiredAfterOptional.Params> {
    record Params() {}
  }

  @ComponentInfo(
      id = "giving",
      category = "flow",
      title = "",
      titleJa = "",
      text = "",
      textJa = "",
      inputs = @Port(gives = Annotations.Kind.TEXTS))
  private static final class GivingInput extends Nothing<GivingInput.Params> {
    record Params() {}
  }

  @ComponentInfo(
      id = "needing",
      category = "flow",
      title = "",
      titleJa = "",
      text = "",
      textJa = "",
      outputs = @Port(needs = Annotations.Kind.TEXTS))
  private static final class NeedingOutput extends Nothing<NeedingOutput.Params> {
    record Params() {}
  }

  @ComponentInfo(
      id = "odd",
      category = "flow",
      title = "",
      titleJa = "",
      text = "",
      textJa = "",
      outputs = @Port(name = "A b"))
  private static final class OddName extends Nothing<OddName.Params> {
    record Params() {}
  }
}
