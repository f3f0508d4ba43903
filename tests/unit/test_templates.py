from __future__ import annotations

import pytest
from jinja2 import UndefinedError
from markupsafe import Markup

from qa.templates import templates

HOSTILE = '<b onclick="x">&\'</b>'


def filled(template: str, **values: object) -> str:
    return templates("qa.web", lambda text: f"[{text}]").from_string(template).render(**values)


def test_whatever_is_printed_goes_through_the_given_escaping_once() -> None:
    assert filled("<p>{{ text }}</p>", text="a") == "<p>[a]</p>"
    assert filled("{{ text|escape }}{{ text|e }}{{ n }}", text="a", n=1) == "[a][a][1]"
    assert filled("{% macro m() %}{{ text }}{% endmacro %}{{ m() }}", text="a") == "[a]"
    assert filled("{{ html }}", html=Markup("<i>")) == "<i>"


def test_text_stays_text_in_content_and_in_attributes() -> None:
    shown = templates("qa.web").from_string('<p title="{{ text }}">{{ text }}</p>')
    text = "&lt;b onclick=&quot;x&quot;&gt;&amp;&#x27;&lt;/b&gt;"
    assert shown.render(text=HOSTILE) == f'<p title="{text}">{text}</p>'


def test_a_name_that_is_not_defined_is_an_error() -> None:
    for template in ("{{ nothing }}", "{% if nothing %}{% endif %}", "{{ text.nothing }}"):
        with pytest.raises(UndefinedError):
            filled(template, text="a")


def test_line_breaks_lay_a_template_out_and_leave_at_most_a_space() -> None:
    listed = "{% for x in (1, 2) %}\n  <li\n    class='x'>of\n    course</li>\n{% endfor %}"
    template = f"<ul>\n{listed}\n</ul>\n"
    item = "<li class='x'>of course</li>"
    assert filled(template) == f"<ul>{item}{item}</ul>"
    assert filled("<p>{{ text }}</p>", text="a\n\nb") == "<p>[a\n\nb]</p>"
