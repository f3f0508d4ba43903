"""Walks through the whole Python API, cell by cell, over the two sample articles.

    uv run python tests/walkthrough.py

Editors that know ``# %%`` run it as a notebook. `tests/test_walkthrough.py` runs it in CI.
"""

# ruff: noqa: T201, B018 - a notebook prints, and shows the last value of a cell

# %% Open a folder; without an argument, these are the two sample articles.
import asyncio
import json
from tempfile import TemporaryDirectory

import qa
from qa import Assistant

assistant = Assistant.open()
print(assistant, [name for name in dir(qa) if name.startswith("A")])

# %% Ask. The answer prints as its text; a notebook shows its sources with the answer marked.
answer = assistant.ask("When does the Afghanistan withdrawal end?")
print(answer, answer.confidence, answer.refused)
assert "<mark>" in answer._repr_html_()
answer

# %% Every citation stands verbatim at its offsets.
for citation in answer.citations:
    article = assistant.article(citation.path)
    assert article.text[citation.start : citation.end] == citation.quote
    print(citation.number, citation.title, citation.published)

# %% What was read, with its scores, and how long each step took.
best = answer.passages[0]
print(f"{best.score:.2f} (keywords {best.keyword:.2f}, meaning {best.cosine:.2f}) {best.path}")
print(answer.timings)

# %% An answer survives JSON.
assert qa.Answer.from_dict(json.loads(json.dumps(answer.to_dict()))) == answer

# %% A follow-up: give the conversation as answers, as questions, or as pairs.
parly = assistant.ask("Who is Florence Parly?")
for history in ([parly], ["Who is Florence Parly?"], [("Who is Florence Parly?", parly.text)]):
    print(assistant.ask("Where did she speak?", history).standalone)

# %% Filters, and what is said where they leave nothing.
dated = assistant.ask("What ends on August 31?", since="2021-01-01")
assert {citation.published for citation in dated.citations} == {"2021-07-10"}
(notice,) = assistant.ask("What ends on August 31?", since="2022-01-01").notices
print(notice.kind, notice.text, sep=": ")

# %% Search without an answer, and read without an answer; both take the same filters.
for hit in assistant.search("cyber warfare", k=2, articles=citation.path):
    print(f"{hit.score:.2f}", hit.node.metadata["title"])
spans = assistant.read("Who is Florence Parly?")[0].reading.spans
assert spans
assert assistant.search("zzzqq") == []

# %% Many questions at once, with progress.
questions = ["Who is Florence Parly?", "Who is Lloyd Austin?", "What is the capital of Mars?"]
answers = assistant.ask_many(questions, threads=2, progress=lambda done, of: print(done, "of", of))
print([one.text for one in answers])


# %% In an event loop: nothing blocks it.
async def in_a_loop() -> list[str]:
    first, second = await asyncio.gather(*map(assistant.aask, questions[:2]))
    grown = [one.text async for one in assistant.astream(questions[0])]
    return [first.text, second.text, grown[-1]]


print(asyncio.run(in_a_loop()))

# %% Why the answer is what it is.
explanation = assistant.explain(questions[0])
print(explanation.kind, explanation.threshold, len(explanation.passages))

# %% In LlamaIndex: a retriever and a query engine.
nodes = assistant.as_retriever(k=3).retrieve("cyber warfare")
print([node.metadata["published"] for node in nodes])
response = assistant.as_query_engine().query(questions[0])
print(response, response.metadata["refused"], response.metadata["citations"][0]["path"])

# %% A slip is reported where it is made, with what to do.
for slip in (
    lambda: assistant.ask(None),
    lambda: assistant.search("x", k=-1),
    lambda: Assistant.open(sync="sometimes"),
    lambda: Assistant.open(llm="gpt-4o"),
):
    try:
        slip()
    except qa.QAError as error:
        print(f"{type(error).__name__}: {error} {error.hint}")

# %% Score it on gold questions.
from pathlib import Path  # noqa: E402

from qa.evaluation import GoldSet, evaluate, load_gold, make_report, write_csv  # noqa: E402
from qa.evaluation.report import About  # noqa: E402
from qa.resources import seeds_folder  # noqa: E402

gold = load_gold(seeds_folder() / "gold.jsonl")
few = GoldSet(gold.name, gold.questions[:4])
records = evaluate(few, assistant, threads=2)
status = assistant.status()
about = About(
    few.name, few.digest(), status.folder, status.articles, 0.0, 20, "", "", "", 0.0, None, 0
)
report = make_report(records, about)
print(report.to_pandas()[["id", "answer", "f1", "cause"]])
with TemporaryDirectory() as folder:
    write_csv(report.records, Path(folder) / "questions.csv")

# %% Close. Whoever asks then is told so.
assistant.close()
try:
    assistant.ask("Who is Florence Parly?")
except qa.AssistantClosedError as error:
    print(error, error.hint)
