"""Detects the language of a text."""

from __future__ import annotations

import tempfile
from functools import cached_property
from typing import Any

from qa.errors import StorageError
from qa.language.words import word_set, words

__all__ = ["SURE", "UNDETERMINED", "LanguageDetector"]

#: ISO 639-2 code that stands for an unknown language.
UNDETERMINED = "und"

#: Lowest probability at which a language is named, unless another limit is given.
SURE = 0.5
#: Only this many characters are read: the beginning of a text is enough, and the rest costs time.
_SAMPLE = 2_000
#: Frequent English words, few of which are words of another language too.
_ENGLISH = word_set(
    "and are been by for from have is of that the their they this was were which with would"
)
#: A text with this share of them, and so many different ones, is English without asking the model,
#: whose loading takes longer than reading a hundred articles. Of the 530 translations of the
#: Universal Declaration of Human Rights, English has .33 of them and 14 different ones, Scots .22
#: and 9, Nigerian Pidgin .09 and 6, Danish .04 and 1; of 319 news stories, 313 have as much.
_ENGLISH_SHARE, _ENGLISH_WORDS = 0.12, 7


class LanguageDetector:
    """Detects a text's language with py3langid.

    Its model is loaded (0.5 s) at the first text that is not English at first sight.
    """

    def detect(self, text: str, sure: float = SURE) -> str:
        """Return the text's language as an ISO 639-1 code, or ``und`` if it is not certain.

        Args:
            text: The text; only its beginning is read.
            sure: Lowest probability at which the language is named. Short texts rarely reach it, so
                that a question of two words is not taken for Estonian.

        Raises:
            StorageError: The model cannot be unpacked, since there is no room for temporary files.
        """
        sample = text[:_SAMPLE]
        if _is_plainly_english(sample):
            return "en"
        language, probability = self._identifier.classify(sample)
        return str(language) if probability >= sure else UNDETERMINED

    @cached_property
    def _identifier(self) -> Any:
        # Imported here: a scan of the folder, or an index that is up to date, never needs the
        # model.
        from py3langid.langid import MODEL_FILE, LanguageIdentifier

        try:
            # py3langid unpacks its model (68 MB) into a temporary file.
            identifier = LanguageIdentifier.from_model_file(MODEL_FILE, norm_probs=True)
        except OSError as error:
            raise StorageError(
                f"No temporary file can be written ({error.strerror or error}).",
                hint=f"Make room in {tempfile.tempdir or 'the temporary folder'}, "
                "or set TMPDIR to another folder.",
            ) from error
        identifier.set_languages([code for code in identifier.labels if len(code) == 2])
        return identifier


def _is_plainly_english(text: str) -> bool:
    """Tell by its most frequent words whether a text of several sentences is English."""
    found = words(text)
    english = [word for word in found if word in _ENGLISH]
    return len(set(english)) >= _ENGLISH_WORDS and len(english) >= _ENGLISH_SHARE * len(found)
