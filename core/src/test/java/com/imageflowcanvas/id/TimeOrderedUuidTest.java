package com.imageflowcanvas.id;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class TimeOrderedUuidTest {
  @Test
  void idsRiseAlsoWithinAMillisecond() {
    List<String> ids = Stream.generate(TimeOrderedUuid::next).limit(50_000).toList();
    assertThat(ids).isSorted().doesNotHaveDuplicates();
  }

  @Test
  void idsAreOfVersionSevenAndTellTheTime() {
    long before = System.currentTimeMillis();
    UUID id = UUID.fromString(TimeOrderedUuid.next());
    assertThat(id.version()).isEqualTo(7);
    assertThat(id.variant()).isEqualTo(2);
    assertThat(id.getMostSignificantBits() >>> 16).isGreaterThanOrEqualTo(before);
    assertThat(TimeOrderedUuid.isUuid(id.toString())).isTrue();
  }
}
