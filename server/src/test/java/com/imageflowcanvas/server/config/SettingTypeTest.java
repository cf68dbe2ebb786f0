package com.imageflowcanvas.server.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SettingTypeTest {
  @ParameterizedTest
  @CsvSource({"1KB,1024", "25MB,26214400", "25 MB,26214400", "512,512", "1TB,1099511627776"})
  void sizesHaveUnitsOf1024(String text, long bytes) {
    assertThat(SettingType.size("0B", "2TB").parse(text)).contains(bytes);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "MB", "-1MB", "1mb", "1.5MB", "3TB", "99999999999999TB", "1KiB"})
  void otherSizesAreRefused(String text) {
    assertThat(SettingType.size("0B", "2TB").parse(text)).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({"500ms,PT0.5S", "10s,PT10S", "5m,PT5M", "12h,PT12H", "30d,PT720H", "0,PT0S"})
  void durationsHaveUnits(String text, Duration expected) {
    assertThat(SettingType.duration("0s", "60d").parse(text)).contains(expected);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "10", "s", "1w", "-1s", "61d", "999999999999999d", "1 s s"})
  void otherDurationsAreRefused(String text) {
    assertThat(SettingType.duration("0s", "60d").parse(text)).isEmpty();
  }

  @Test
  void namesOfHostsAreNoAddresses() {
    assertThat(SettingType.address().parse("example.com")).isEmpty();
    assertThat(SettingType.address().parse("999.1.1.1")).isEmpty();
    assertThat(SettingType.address().parse("::1")).isPresent();
    assertThat(SettingType.address().parse("localhost")).isPresent();
  }

  @Test
  void listsAreDividedByCommas() {
    SettingType<List<Integer>> list = SettingType.listOf(SettingType.integer(1, 9));
    assertThat(list.parse("1, 2,3")).contains(List.of(1, 2, 3));
    assertThat(list.parse("")).contains(List.of());
    assertThat(list.parse("1,10")).isEmpty();
  }

  @Test
  void everyDefaultIsAValueOfItsSetting() {
    assertThat(Settings.all()).isNotEmpty().allSatisfy(setting -> setting.defaultValue());
  }

  @Test
  void everySettingHasANameOfItsOwn() {
    assertThat(Settings.all().stream().map(Setting::environmentName)).doesNotHaveDuplicates();
    assertThat(Settings.all().stream().map(Setting::environmentName))
        .doesNotContainAnyElementsOf(Environment.OF_OTHERS);
  }
}
