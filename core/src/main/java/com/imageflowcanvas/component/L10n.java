package com.imageflowcanvas.component;

/** A text for people in both languages. */
public record L10n(String en, String ja) {}
