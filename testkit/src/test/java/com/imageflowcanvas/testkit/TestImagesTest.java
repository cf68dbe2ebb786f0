package com.imageflowcanvas.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import com.imageflowcanvas.error.ProblemException;
import com.imageflowcanvas.image.ImageHeader;
import com.imageflowcanvas.image.ImageHeaders;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Files that real encoders wrote, against the header readers of core. */
class TestImagesTest {

  static List<TestImage> images() {
    return TestImages.all();
  }

  @ParameterizedTest
  @MethodSource("images")
  void headerIsReadAsTheImageWasMade(TestImage image) {
    assertThat(ImageHeaders.read(image.data())).isEqualTo(image.header());
  }

  @ParameterizedTest
  @MethodSource("images")
  void wholeFileIsComplete(TestImage image) {
    assertThatCode(() -> ImageHeaders.requireComplete(image.data())).doesNotThrowAnyException();
  }

  @ParameterizedTest
  @MethodSource("images")
  void fileIsSmallEnoughToBeMadeManyTimes(TestImage image) {
    assertThat(image.data()).hasSizeLessThan(30_000);
  }

  @ParameterizedTest
  @MethodSource("images")
  void damagedFileGivesAHeaderOrAProblemAndNothingElse(TestImage image) {
    Random random = new Random(image.name().hashCode());
    for (int round = 0; round < 3_000; round++) {
      readOrRefuse(damaged(image.data(), random));
    }
  }

  @ParameterizedTest
  @MethodSource("images")
  void everyBeginningOfAFileGivesAHeaderOrAProblemAndNothingElse(TestImage image) {
    for (int length = 0; length < Math.min(image.data().length, 2_000); length++) {
      readOrRefuse(Arrays.copyOf(image.data(), length));
    }
  }

  private static byte[] damaged(byte[] whole, Random random) {
    byte[] data = Arrays.copyOf(whole, whole.length);
    int changes = 1 + random.nextInt(8);
    for (int i = 0; i < changes; i++) {
      // headers are where readers fail: half of the changes go there
      int reach = random.nextBoolean() ? Math.min(64, data.length) : data.length;
      int[] nasty = {0, 1, 0x7F, 0x80, 0xFF, random.nextInt(256)};
      data[random.nextInt(reach)] = (byte) nasty[random.nextInt(nasty.length)];
    }
    return random.nextInt(4) == 0 ? Arrays.copyOf(data, random.nextInt(data.length)) : data;
  }

  private static void readOrRefuse(byte[] data) {
    try {
      ImageHeader header = ImageHeaders.read(data);
      assertThat(Math.min(header.width(), header.height())).isPositive();
      ImageHeaders.requireComplete(data);
      ImageHeaders.pixels(data);
    } catch (ProblemException e) {
      assertThat(e.problem().detail()).isNotBlank();
    }
  }
}
