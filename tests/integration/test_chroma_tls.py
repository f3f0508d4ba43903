"""A Chroma server behind TLS that asks for a token, with a tenant and a database of its own."""

from __future__ import annotations

import ipaddress
import ssl
import threading
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import chromadb
import httpx
import pytest
from bench import Bench
from chroma_serving import chroma_server
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID

from qa.errors import ConfigurationError, ServerError
from qa.index import ChromaServer, Index
from qa.settings import load_settings

TOKEN = "a token of no account"
TENANT, DATABASE = "press", "news"


class Gate(BaseHTTPRequestHandler):
    """Passes requests that carry the token on to Chroma, as a reverse proxy does."""

    protocol_version = "HTTP/1.1"
    header = "Authorization"
    expected = f"Bearer {TOKEN}"
    behind = ""

    def _pass(self) -> None:
        content = self.rfile.read(int(self.headers.get("Content-Length") or 0))
        if self.headers.get(self.header) != self.expected:
            self._answer(401, b'{"error": "AuthError", "message": "who are you?"}')
            return
        answered = httpx.request(
            self.command,
            self.behind + self.path,
            content=content,
            headers={"Content-Type": "application/json"},
            timeout=60,
        )
        self._answer(answered.status_code, answered.content)

    do_GET = do_POST = do_PUT = do_DELETE = _pass

    def _answer(self, status: int, content: bytes) -> None:
        self.send_response(status)
        self.send_header("Content-Type", "application/json")
        self.send_header("Content-Length", str(len(content)))
        self.end_headers()
        self.wfile.write(content)

    def log_message(self, *arguments: object) -> None:
        pass


def make_certificate(folder: Path) -> tuple[Path, Path]:
    """Write a self-signed certificate for 127.0.0.1, and its key."""
    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "Chroma for tests")])
    certificate = (
        x509.CertificateBuilder()
        .subject_name(name)
        .issuer_name(name)
        .public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(datetime.now(UTC) - timedelta(days=1))
        .not_valid_after(datetime.now(UTC) + timedelta(days=1))
        .add_extension(
            x509.SubjectAlternativeName([x509.IPAddress(ipaddress.ip_address("127.0.0.1"))]),
            critical=False,
        )
        .add_extension(x509.BasicConstraints(ca=True, path_length=0), critical=True)
        .sign(key, hashes.SHA256())
    )
    written = folder / "certificate.pem", folder / "key.pem"
    written[0].write_bytes(certificate.public_bytes(serialization.Encoding.PEM))
    written[1].write_bytes(
        key.private_bytes(
            serialization.Encoding.PEM,
            serialization.PrivateFormat.PKCS8,
            serialization.NoEncryption(),
        )
    )
    return written


@pytest.fixture(scope="module")
def chroma(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """Address of a bare Chroma server with the tenant and its database."""
    with chroma_server(tmp_path_factory.mktemp("chroma")) as server:
        url = server.url
        # Asked by name, since Chroma's admin client for Python needs a client of the tenant first.
        httpx.post(f"{url}/api/v2/tenants", json={"name": TENANT}).raise_for_status()
        databases = f"{url}/api/v2/tenants/{TENANT}/databases"
        httpx.post(databases, json={"name": DATABASE}).raise_for_status()
        yield url


@pytest.fixture
def gate(
    chroma: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> Iterator[tuple[str, type[Gate]]]:
    """Address of the gate before it, which this machine trusts, and the gate's rules."""
    certificate, key = make_certificate(tmp_path)
    rules = type("Gate", (Gate,), {"behind": chroma})
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(certificate, key)
    monkeypatch.setenv("SSL_CERT_FILE", str(certificate))
    with ThreadingHTTPServer(("127.0.0.1", 0), rules) as server:
        server.socket = context.wrap_socket(server.socket, server_side=True)
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield f"https://127.0.0.1:{server.server_port}", rules
        server.shutdown()


def bench_at(server: ChromaServer, tmp_path: Path) -> Bench:
    folder = tmp_path / "articles"
    folder.mkdir(exist_ok=True)
    return Bench(folder, tmp_path / "home", server=server)


@pytest.mark.parametrize("header", ["Authorization", "X-Chroma-Token"])
def test_index_in_a_database_behind_tls_and_a_token(
    gate: tuple[str, type[Gate]], chroma: str, tmp_path: Path, header: str
) -> None:
    url, rules = gate
    rules.header = header
    rules.expected = f"Bearer {TOKEN}" if header == "Authorization" else TOKEN
    name = f"tls-{header.lower()}"
    server = ChromaServer(url, name, TOKEN, header, TENANT, DATABASE)
    bench = bench_at(server, tmp_path)
    bench.write("ferry.txt", "The ferry to Ly sank in 1931.")
    assert bench.sync().embedded == 1
    (text,) = bench.keyword("ferry")
    assert "sank in 1931" in text
    assert bench.dense("ferry") == [text]
    # The full check runs in another process, which gets the token as well.
    assert Index(bench.folder, bench.home, server).check().sound
    # It lies in the tenant's database, and nowhere else.
    host, port = chroma.removeprefix("http://").split(":")
    inside = chromadb.HttpClient(host, int(port), tenant=TENANT, database=DATABASE)
    outside = chromadb.HttpClient(host, int(port))
    assert f"qa-{name}" in {one.name for one in inside.list_collections()}
    assert f"qa-{name}" not in {one.name for one in outside.list_collections()}


@pytest.mark.parametrize("token", ["", "another"])
def test_token_that_is_refused_is_told(
    gate: tuple[str, type[Gate]], tmp_path: Path, token: str
) -> None:
    with pytest.raises(ServerError, match="refuses the token") as caught:
        Index(tmp_path, tmp_path, ChromaServer(gate[0], token=token)).exists()
    assert "QA_CHROMA_TOKEN" in caught.value.hint


def test_database_that_is_not_there_is_told(gate: tuple[str, type[Gate]], tmp_path: Path) -> None:
    server = ChromaServer(gate[0], token=TOKEN, tenant=TENANT, database="sports")
    with pytest.raises(ServerError, match=r"'sports'.*'press'") as caught:
        Index(tmp_path, tmp_path, server).exists()
    assert "QA_CHROMA_DATABASE" in caught.value.hint


def test_certificate_that_is_not_trusted_is_told(
    gate: tuple[str, type[Gate]], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("SSL_CERT_FILE")
    with pytest.raises(ServerError, match=r"(?i)certificate"):
        Index(tmp_path, tmp_path, ChromaServer(gate[0], token=TOKEN)).exists()


def test_token_is_not_sent_unencrypted(tmp_path: Path) -> None:
    with pytest.raises(ConfigurationError, match="unencrypted") as caught:
        Index(tmp_path, tmp_path, ChromaServer("http://chroma.example:8000", token=TOKEN)).exists()
    assert "https://" in caught.value.hint


def test_settings_name_the_server_and_hide_the_token(monkeypatch: pytest.MonkeyPatch) -> None:
    for name, value in {
        "URL": "https://chroma.example",
        "NAME": "stories",
        "TOKEN": TOKEN,
        "TOKEN_HEADER": "X-Chroma-Token",
        "TENANT": TENANT,
        "DATABASE": DATABASE,
    }.items():
        monkeypatch.setenv(f"QA_CHROMA_{name}", value)
    settings = load_settings()
    server = ChromaServer.of(settings)
    assert server == ChromaServer(
        "https://chroma.example", "stories", TOKEN, "X-Chroma-Token", TENANT, DATABASE
    )
    assert server.headers == {"X-Chroma-Token": TOKEN}
    assert TOKEN not in repr(server) + repr(settings) + repr(settings.effective())
