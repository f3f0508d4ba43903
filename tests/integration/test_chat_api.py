from __future__ import annotations

import json
import os
import re
import shutil
import subprocess
import sys
import time
from pathlib import Path
from typing import TYPE_CHECKING, Any

import httpx
import pytest
from scripted_llm import Reply, ScriptedModel
from serving import ChatServer

if TYPE_CHECKING:
    from qa import Assistant

AFGHANISTAN = "When does the Afghanistan withdrawal end?"
MINISTER = "Who is the French defence minister?"
README = Path(__file__).resolve().parents[2] / "README.md"
LOCAL = "http://127.0.0.1:7860"
#: A model that never comes to an end.
ENDLESS = Reply(
    pieces=[
        "The US military presence in Afghanistan will cease on August 31 [1]. And ",
        *["so on "] * 100_000,
    ],
    between=1,
)


def called(chat: ChatServer, endpoint: str, *given: Any) -> tuple[str, Any]:
    """The kind of event that an endpoint's call ends in, and its data."""
    address = f"{chat.url}/gradio_api/call/{endpoint}"
    queued = httpx.post(address, json={"data": given}, timeout=120).raise_for_status()
    told = httpx.get(f"{address}/{queued.json()['event_id']}", timeout=120).text
    *_, (kind, data) = re.findall(r"^event: (.+)\ndata: (.+)$", told, re.MULTILINE)
    return kind, json.loads(data)


def posted(chat: ChatServer, endpoint: str, *given: Any) -> Any:
    kind, data = called(chat, endpoint, *given)
    assert kind == "complete"
    return data[0]


def shown(kind: str) -> str:
    """The README's only block of this kind that names the chat's address, or its line."""
    (block,) = re.findall(rf"```{kind}\n([^`]*{LOCAL}[^`]*)```", README.read_text(encoding="utf-8"))
    return str(block)


def test_raw_http_gets_the_same_answer(chat: ChatServer, seeds: Assistant) -> None:
    plain = posted(chat, "ask", AFGHANISTAN, None, None, None, None)
    assert plain == seeds.ask(AFGHANISTAN).to_dict()
    assert not plain["refused"]

    since = posted(chat, "ask", AFGHANISTAN, [], None, "2021-07-10", None)
    assert since == seeds.ask(AFGHANISTAN, since="2021-07-10").to_dict()
    followed = posted(chat, "ask", "Where did she speak?", [MINISTER], None, None, None)
    history = [seeds.ask(MINISTER).as_turn()]
    assert followed == seeds.ask("Where did she speak?", history).to_dict()
    assert followed["standalone"]


def test_search_and_documents_tell_what_the_assistant_tells(
    chat: ChatServer, seeds: Assistant
) -> None:
    found = posted(chat, "search", "counter-terrorism", 3)
    hits = seeds.search("counter-terrorism", 3)
    assert [hit["text"] for hit in found] == [hit.node.get_content() for hit in hits]
    for hit in found:
        assert seeds.article(hit["article_id"]).text[hit["start"] : hit["end"]] == hit["text"]
    told = posted(chat, "documents")
    assert [one["path"] for one in told["articles"]] == [one.path for one in seeds.articles()]
    assert told["status"]["passages"] == seeds.status().passages


def test_what_is_wrong_is_said(chat: ChatServer) -> None:
    kind, told = called(chat, "ask", AFGHANISTAN, None, None, "someday", None)
    assert kind == "error"
    assert "'someday' is not a date" in json.dumps(told, ensure_ascii=False)


@pytest.mark.parametrize("door", ["run", "api"])
def test_nothing_gets_round_the_queue(chat: ChatServer, door: str) -> None:
    sent = {"data": [AFGHANISTAN, None, None, None, None]}
    answered = httpx.post(f"{chat.url}/gradio_api/{door}/ask", json=sent, timeout=120)
    assert answered.status_code == 404
    assert "join the queue" in answered.text


def test_the_readmes_curl_gets_the_same_answer(chat: ChatServer, seeds: Assistant) -> None:
    curl = shutil.which("curl")
    if curl is None:
        pytest.skip("there is no curl here")
    command = shown("sh").replace(LOCAL, chat.url)
    ran = subprocess.run(
        ["sh", "-e", "-c", command], capture_output=True, text=True, timeout=120, check=True
    )
    (data,) = re.findall(r"^event: complete\ndata: (.+)$", ran.stdout, re.MULTILINE)
    assert json.loads(data) == [seeds.ask(AFGHANISTAN).to_dict()]


def test_the_readmes_client_gets_the_same_answer_and_asks_no_other_host(
    chat: ChatServer, seeds: Assistant, tmp_path: Path
) -> None:
    code = shown("python").replace(LOCAL, chat.url)
    (tmp_path / "example.py").write_text(f"{code}\nimport json\nprint(json.dumps(answer))\n")
    paths = os.pathsep.join([str(tmp_path), str(README.parent / "tests")])
    ran = subprocess.run(
        [sys.executable, "-m", "loopback", "example"],
        env={**os.environ, "PYTHONPATH": paths},
        capture_output=True,
        text=True,
        timeout=120,
        check=True,
    )
    assert json.loads(ran.stdout) == seeds.ask(AFGHANISTAN).to_dict()


@pytest.mark.mcp
def test_the_same_are_tools_of_mcp(chat: ChatServer, seeds: Assistant) -> None:
    def rpc(method: str, **params: Any) -> Any:
        answered = httpx.post(
            f"{chat.url}/gradio_api/mcp/",
            headers={"accept": "application/json, text/event-stream"},
            json={"jsonrpc": "2.0", "id": 1, "method": method, "params": params},
            timeout=120,
        )
        (told,) = re.findall(r"^data: (.+)$", answered.text, re.MULTILINE)
        return json.loads(told)["result"]

    tools = {tool["name"]: tool for tool in rpc("tools/list")["tools"]}
    assert tools.keys() == {"ask", "search", "documents"}
    asked = rpc("tools/call", name="ask", arguments={"question": AFGHANISTAN})
    assert not asked.get("isError")
    assert json.loads(asked["content"][0]["text"]) == seeds.ask(AFGHANISTAN).to_dict()
    listed = rpc("tools/call", name="documents", arguments={})
    told = json.loads(listed["content"][0]["text"])
    assert [one["path"] for one in told["articles"]] == [one.path for one in seeds.articles()]


@pytest.mark.parametrize("end", ["the caller hangs up", "the server is stopped"])
def test_an_answer_that_grows_comes_at_once_and_ends_with(
    end: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, seeds: Assistant
) -> None:
    with ScriptedModel(ENDLESS) as model:
        monkeypatch.setenv("QA_LLM_URL", model.url)
        monkeypatch.setenv("QA_LLM_MODEL", "scripted")
        monkeypatch.setenv("QA_LLM_TIMEOUT", "600")
        with ChatServer(tmp_path / "home") as server:
            address = f"{server.url}/gradio_api/call/ask"
            given = {"data": [AFGHANISTAN, None, None, None, None]}
            queued = httpx.post(address, json=given, timeout=120).raise_for_status().json()
            with httpx.stream("GET", f"{address}/{queued['event_id']}", timeout=120) as told:
                lines = told.iter_lines()
                assert next(lines) == "event: generating"
                (first,) = json.loads(next(lines).removeprefix("data: "))
                assert first["text"] == seeds.ask(AFGHANISTAN).text
                assert not first["prose"]
                told_later = (line.removeprefix("data: ") for line in lines if "data: [" in line)
                next(line for line in told_later if json.loads(line)[0]["prose"])
                if end == "the server is stopped":
                    code, seconds = server.stop()
                    assert code == 0
                    assert seconds < 30, "5 seconds on an idle machine"
            assert model.requests[-1].hung_up.wait(60)


@pytest.mark.parametrize("door", ["the call's stream", "its session's stream"])
def test_passages_are_not_read_for_a_caller_who_has_hung_up(
    door: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("QA_THREADS", "1")
    home = tmp_path / "home"

    def read(word: str) -> int:
        told = home / "read"
        return told.read_text(encoding="utf-8").split().count(word) if told.exists() else 0

    with ChatServer(home, module="slow_reading") as server:
        data = [AFGHANISTAN, None, None, None, None]
        if door == "the call's stream":
            address = f"{server.url}/gradio_api/call/ask"
            queued = httpx.post(address, json={"data": data}, timeout=120).raise_for_status()
            address = f"{address}/{queued.json()['event_id']}"
        else:
            config = httpx.get(f"{server.url}/config", timeout=120).raise_for_status().json()
            (event,) = (one["id"] for one in config["dependencies"] if one["api_name"] == "ask")
            joining = {"data": data, "fn_index": event, "session_hash": "reader"}
            address = f"{server.url}/gradio_api/queue"
            httpx.post(f"{address}/join", json=joining, timeout=120).raise_for_status()
            address = f"{address}/data?session_hash=reader"
        with httpx.stream("GET", address, timeout=120):
            ends = time.monotonic() + 60
            while not read("when") and time.monotonic() < ends:
                time.sleep(0.02)
        time.sleep(2)  # the server, which does nothing now, notices it in milliseconds
        (home / "go_on").touch()
        posted(server, "ask", MINISTER, None, None, None, None)
        assert read("when") == 1, "it was being read when its caller hung up"
        assert read("who") > 1
