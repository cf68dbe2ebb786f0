package com.imageflowcanvas.server.security;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.imageflowcanvas.server.config.StartException;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FirstAdminTest {
  @TempDir private Path folder;
  private AccessFixture access;

  @BeforeEach
  void open() {
    access = new AccessFixture(folder);
  }

  @AfterEach
  void close() {
    access.close();
  }

  @Test
  void aPasswordThatIsTooEasyStopsTheStartAndNamesItsSetting() {
    FirstAdmin first = new FirstAdmin(access.users, Optional.of("password1"));
    assertThatThrownBy(first::run)
        .isInstanceOf(StartException.class)
        .hasMessageContaining("IMAGEFLOW_ADMIN_PASSWORD")
        .hasMessageNotContaining("password1");
    assertThat(access.stores.users().isEmpty()).isTrue();
  }

  @Test
  void aRandomPasswordIsShownOnce() {
    FirstAdmin first = new FirstAdmin(access.users, Optional.empty());
    first.run();
    assertThat(first.randomPassword()).isPresent();
    FirstAdmin second = new FirstAdmin(access.users, Optional.empty());
    second.run();
    assertThat(second.randomPassword()).isEmpty();
  }
}
