from __future__ import annotations

import pydoc

import pytest

import qa
from qa import errors


def test_names_of_the_package_are_those_it_offers() -> None:
    assert {name for name in dir(qa) if not name.startswith("_")} == set(qa.__all__)
    for name in qa.__all__:
        assert getattr(qa, name).__doc__ or name == "REFUSAL", name


def test_every_error_is_offered_and_is_a_kind_of_the_one_root() -> None:
    assert set(errors.__all__) <= set(qa.__all__)
    for name in errors.__all__:
        assert issubclass(getattr(qa, name), qa.QAError)


def test_help_describes_the_package_and_its_classes() -> None:
    told = pydoc.render_doc(qa, renderer=pydoc.plaintext)
    for name in ("class Assistant", "class Answer", "class Citation", "class QuestionError"):
        assert name in told
    assert "ask_many(" in told


def test_name_that_is_not_there_is_an_attribute_error() -> None:
    with pytest.raises(AttributeError, match="Anser"):
        qa.Anser  # noqa: B018
