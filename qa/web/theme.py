"""Colours and fonts of the page, in light and dark mode."""

from __future__ import annotations

import gradio as gr

__all__ = ["theme"]


def theme() -> gr.themes.Base:
    """Return the theme; its fonts come with Gradio, so that none is loaded from elsewhere.

    Of the weights of Source Sans Pro that come with Gradio, only these two are complete.
    """
    return gr.themes.Base(
        primary_hue=gr.themes.colors.teal,
        neutral_hue=gr.themes.colors.stone,
        font=(
            gr.themes.LocalFont("Source Sans Pro", weights=(400, 700)),
            "system-ui",
            "sans-serif",
        ),
        font_mono=("ui-monospace", "monospace"),
        text_size=gr.themes.sizes.text_md,
        radius_size=gr.themes.sizes.radius_lg,
    ).set(
        body_background_fill="var(--qa-paper)",
        body_background_fill_dark="var(--qa-paper)",
        body_text_color="var(--qa-ink)",
        body_text_color_dark="var(--qa-ink)",
        body_text_color_subdued="var(--qa-dim)",
        body_text_color_subdued_dark="var(--qa-dim)",
        background_fill_primary="var(--qa-sheet)",
        background_fill_primary_dark="var(--qa-sheet)",
        background_fill_secondary="var(--qa-shade)",
        background_fill_secondary_dark="var(--qa-shade)",
        border_color_primary="var(--qa-line)",
        border_color_primary_dark="var(--qa-line)",
        border_color_accent="var(--qa-accent)",
        border_color_accent_dark="var(--qa-accent)",
        color_accent="var(--qa-accent)",
        color_accent_soft="var(--qa-accent-soft)",
        color_accent_soft_dark="var(--qa-accent-soft)",
        block_background_fill="var(--qa-sheet)",
        block_background_fill_dark="var(--qa-sheet)",
        block_border_color="var(--qa-line)",
        block_border_color_dark="var(--qa-line)",
        block_label_text_color="var(--qa-dim)",
        block_label_text_color_dark="var(--qa-dim)",
        block_title_text_color="var(--qa-dim)",
        block_title_text_color_dark="var(--qa-dim)",
        block_info_text_color="var(--qa-dim)",
        block_info_text_color_dark="var(--qa-dim)",
        input_background_fill="var(--qa-sheet)",
        input_background_fill_dark="var(--qa-sheet)",
        input_border_color="var(--qa-edge)",
        input_border_color_dark="var(--qa-edge)",
        input_border_color_focus="var(--qa-accent)",
        input_border_color_focus_dark="var(--qa-accent)",
        input_placeholder_color="var(--qa-dim)",
        input_placeholder_color_dark="var(--qa-dim)",
        link_text_color="var(--qa-accent)",
        link_text_color_dark="var(--qa-accent)",
        button_border_width="1px",
        button_primary_background_fill="var(--qa-accent)",
        button_primary_background_fill_dark="var(--qa-accent)",
        button_primary_background_fill_hover="var(--qa-accent-strong)",
        button_primary_background_fill_hover_dark="var(--qa-accent-strong)",
        button_primary_text_color="var(--qa-on-accent)",
        button_primary_text_color_dark="var(--qa-on-accent)",
        button_secondary_background_fill="var(--qa-sheet)",
        button_secondary_background_fill_dark="var(--qa-sheet)",
        button_secondary_background_fill_hover="var(--qa-shade)",
        button_secondary_background_fill_hover_dark="var(--qa-shade)",
        button_secondary_border_color="var(--qa-edge)",
        button_secondary_border_color_dark="var(--qa-edge)",
        button_secondary_text_color="var(--qa-ink)",
        button_secondary_text_color_dark="var(--qa-ink)",
    )
