from __future__ import annotations

from qa.language.remembering import remembered


def test_a_short_text_is_looked_at_once_and_a_long_one_each_time() -> None:
    seen: list[str] = []

    @remembered(8)
    def length(text: str, *, more: int = 0) -> int:
        seen.append(text)
        return len(text) + more

    long = "word " * 1_000
    assert [length("storm"), length("storm"), length("storm", more=2)] == [5, 5, 7]
    assert length(long) == length(long) == len(long)
    assert seen == ["storm", "storm", long, long]


def test_only_so_many_results_are_kept() -> None:
    seen: list[str] = []

    @remembered(1)
    def upper(text: str) -> str:
        seen.append(text)
        return text.upper()

    assert [upper("a"), upper("b"), upper("a")] == ["A", "B", "A"]
    assert seen == ["a", "b", "a"]
