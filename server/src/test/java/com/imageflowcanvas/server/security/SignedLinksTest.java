package com.imageflowcanvas.server.security;

import static org.assertj.core.api.Assertions.assertThat;

import com.imageflowcanvas.file.FileId;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SignedLinksTest {
  private static final FileId FILE = new FileId("a-file");

  @TempDir private Path folder;
  private AccessFixture access;
  private SignedLinks links;

  @BeforeEach
  void open() {
    access = new AccessFixture(folder);
    links = new SignedLinks(access.secrets, access.clock);
  }

  @AfterEach
  void close() {
    access.close();
  }

  @Test
  void aLinkOpensItsFileForFiveMinutes() {
    String link = links.sign(FILE);
    assertThat(links.opens(FILE, link)).isTrue();
    access.clock.advance(SignedLinks.LIFETIME.minusSeconds(1));
    assertThat(links.opens(FILE, link)).isTrue();
    access.clock.advance(Duration.ofSeconds(1));
    assertThat(links.opens(FILE, link)).isFalse();
  }

  @Test
  void aLinkOpensNoOtherFile() {
    assertThat(links.opens(new FileId("another"), links.sign(FILE))).isFalse();
  }

  @Test
  void aProlongedLinkIsForged() {
    String link = links.sign(FILE);
    String end = link.substring(0, link.indexOf('.'));
    String later = String.valueOf(Long.parseLong(end) + 1);
    assertThat(links.opens(FILE, later + link.substring(link.indexOf('.')))).isFalse();
  }

  @Test
  void nonsenseIsForged() {
    for (String nonsense : new String[] {"", ".", "1.", ".x", "-1.x", "9".repeat(30) + ".x", "1"}) {
      assertThat(links.opens(FILE, nonsense)).as(nonsense).isFalse();
    }
  }

  @Test
  void linksHoldOverRestarts() {
    assertThat(new SignedLinks(access.secrets, access.clock).opens(FILE, links.sign(FILE)))
        .isTrue();
  }
}
