"""Detects the language of a text."""

from __future__ import annotations

import tempfile
from functools import cached_property
from typing import Any

from qa.errors import StorageError

__all__ = ["SURE", "UNDETERMINED", "LanguageDetector"]

#: ISO 639-2 code that stands for an unknown language.
UNDETERMINED = "und"

#: Lowest probability at which a language is named, unless another limit is given.
SURE = 0.5
#: Only this many characters are read: the beginning of a text is enough, and the rest costs time.
_SAMPLE = 10_000


class LanguageDetector:
    """Detects a text's language with py3langid; the model is loaded at the first text (0.5 s)."""

    def detect(self, text: str, sure: float = SURE) -> str:
        """Return the text's language as an ISO 639-1 code, or ``und`` if it is not certain.

        Args:
            text: The text; only its beginning is read.
            sure: Lowest probability at which the language is named. Short texts rarely reach it, so
                that a question of two words is not taken for Estonian.

        Raises:
            StorageError: The model cannot be unpacked, since there is no room for temporary files.
        """
        language, probability = self._identifier.classify(text[:_SAMPLE])
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
