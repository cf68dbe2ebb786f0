package com.imageflowcanvas.file;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

class HeldBytesTest {
  private final ByteBudget memory = new ByteBudget(4_096);
  private final byte[] data = {1, 2, 3};

  @Test
  void roomIsGivenBackWhenTheLastHasClosed() throws InterruptedException {
    HeldBytes one = new HeldBytes(data, memory.take(4_096));
    HeldBytes other = one.share();
    one.close();
    one.close();

    assertThat(other.data()).isSameAs(data);
    assertThat(isFree()).isFalse();
    other.close();
    assertThat(isFree()).isTrue();
  }

  @Test
  void whoHasClosedHasTheBytesNoMore() throws InterruptedException {
    HeldBytes held = new HeldBytes(data, memory.take(4_096));
    held.close();

    assertThatThrownBy(held::data).isInstanceOf(IllegalStateException.class);
    assertThatThrownBy(held::share).isInstanceOf(IllegalStateException.class);
    assertThat(isFree()).isTrue();
  }

  private boolean isFree() {
    return memory.isHalfFree();
  }
}
