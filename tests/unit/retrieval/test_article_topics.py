from __future__ import annotations

from pathlib import Path

import numpy as np

from qa import Assistant, load_settings
from qa.retrieval.article_topics import grouped

#: Each story has words of its own, and words of its topic; no date, no title.
STORIES = {
    "quake-1.txt": "An earthquake shook the town of Arnum. The earthquake destroyed the harbour. "
    "Rescue teams looked for survivors of the earthquake. Rescue dogs came by plane.",
    "quake-2.txt": "Rescue teams arrived after the earthquake near Belhaven. The earthquake had a "
    "magnitude of six. Rescue work goes on while aftershocks of the earthquake are felt.",
    "football-1.txt": "The striker scored twice and the goalkeeper saved a penalty. United won the "
    "match. The striker said that the goalkeeper was the best player of the match.",
    "football-2.txt": "City lost the match in the last minute. The striker missed a penalty, and "
    "the goalkeeper was hurt. The coach praised the striker and the goalkeeper.",
    "bread.txt": "To bake bread, mix flour, water, salt and yeast. Let the dough rest for a night.",
    "law.txt": "The parliament passed a law on fishing rights. The minister signed the law.",
}


def unit(*degrees: float) -> np.ndarray:
    turned = np.radians(degrees)
    return np.column_stack([np.cos(turned), np.sin(turned)])


def test_vectors_are_grouped_by_the_mean_cosine_between_them() -> None:
    # Cosines: 10 degrees apart .98, 90 degrees apart 0; by hand, from the definition.
    groups = grouped(unit(0, 90, 10, 100, 180))
    assert [sorted(one) for one in groups] == [[0, 2], [1, 3]]


def test_a_group_begins_with_the_vector_nearest_to_the_others() -> None:
    groups = grouped(unit(0, 20, 10, 170, 180, 270, 280))
    assert [sorted(one) for one in groups] == [[0, 1, 2], [3, 4], [5, 6]]
    assert groups[0][0] == 2


def test_vectors_that_are_all_alike_are_no_groups() -> None:
    assert grouped(unit(*range(10))) == []


def test_articles_about_the_same_thing_make_a_topic_that_their_words_name(tmp_path: Path) -> None:
    for name, text in STORIES.items():
        (tmp_path / name).write_text(text, encoding="utf-8")
    with Assistant.open(tmp_path, settings=load_settings(home=tmp_path / "home")) as assistant:
        found = assistant.topics()
        paths = {one.article_id: one.path for one in assistant.articles()}
        answer = assistant.ask("What are the main topics?")
    topics = {frozenset(paths[one] for one in topic.articles): topic for topic in found.topics}
    assert found.examined == len(STORIES)
    assert set(topics) == {
        frozenset({"quake-1.txt", "quake-2.txt"}),
        frozenset({"football-1.txt", "football-2.txt"}),
    }
    quake = topics[frozenset({"quake-1.txt", "quake-2.txt"})]
    assert {word.lower() for word in quake.words} >= {"earthquake", "rescue"}
    named = answer.text.lower().split("; ")
    assert len(named) == 2
    assert all(one.endswith(" (2 articles)") for one in named)
    assert any("earthquake" in one for one in named)
    cited = {one.path.partition("-")[0] for one in answer.citations}
    assert cited == {"quake", "football"}
