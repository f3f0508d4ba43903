from __future__ import annotations

import pytest

from qa import errors
from qa.errors import QAError

ALL = [getattr(errors, name) for name in errors.__all__]
# The contract: 2 is bad usage, which asking again in other words or with other options mends.
BAD_USAGE = {"ConfigurationError", "FolderError", "QuestionError", "FilterError", "GoldSetError"}

each_error = pytest.mark.parametrize("error", ALL, ids=errors.__all__)


def test_every_error_is_public() -> None:
    defined = [
        value.__name__
        for value in vars(errors).values()
        if isinstance(value, type) and issubclass(value, Exception)
    ]
    assert sorted(defined) == sorted(errors.__all__)


@each_error
def test_error_is_of_the_one_family_and_carries_message_and_hint(error: type[QAError]) -> None:
    raised = error("It broke.", hint="Mend it.")
    assert isinstance(raised, QAError)
    assert (str(raised), raised.hint) == ("It broke.", "Mend it.")


@each_error
def test_error_cannot_be_raised_without_saying_what_to_do(error: type[QAError]) -> None:
    with pytest.raises(TypeError):
        error("It broke.")  # type: ignore[call-arg]


@each_error
def test_exit_code_is_that_of_the_contract(error: type[QAError]) -> None:
    assert error.exit_code == (2 if error.__name__ in BAD_USAGE else 1)
