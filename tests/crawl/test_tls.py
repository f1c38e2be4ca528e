"""Certificates: verified unless the portal says otherwise, and named when they are wrong."""

from __future__ import annotations

import datetime
import ipaddress
import os
import ssl
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from http.server import BaseHTTPRequestHandler, HTTPServer
from pathlib import Path

import pytest
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import rsa
from cryptography.x509.oid import NameOID

from portals.middlewares.certificates import bundle_error
from portals.portal import Portal
from portals.spiders.thanhhoa import ThanhHoaSpider
from tests.commands.cli import refused
from tests.crawl.conftest import NewCrawls
from tests.crawl.declared import declared
from tests.crawl.running import Crawls

pytestmark = pytest.mark.slow

NOW = datetime.datetime(2026, 1, 1, tzinfo=datetime.UTC)


def certificate(folder: Path, address: str, *, days: int = 20_000, bits: int = 2048) -> Path:
    """A certificate that signs itself, with its key, in one file."""
    key = rsa.generate_private_key(65537, bits)
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "a test")])
    made = (
        x509.CertificateBuilder(name, name, key.public_key(), x509.random_serial_number())
        .not_valid_before(NOW - datetime.timedelta(days=30_000 // 10))
        .not_valid_after(NOW + datetime.timedelta(days=days))
        .add_extension(x509.SubjectAlternativeName([x509.IPAddress(ipaddress.ip_address(address))]), critical=False)
        .add_extension(x509.BasicConstraints(ca=True, path_length=None), critical=True)
        .sign(key, hashes.SHA256())
    )
    private = key.private_bytes(serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption())
    path = folder / f"{address}-{days}.pem"
    path.write_bytes(made.public_bytes(serialization.Encoding.PEM) + private)
    return path


@contextmanager
def encrypted(crawl: Crawls, pem: Path, newest: ssl.TLSVersion = ssl.TLSVersion.TLSv1_3) -> Iterator[str]:
    """The simulated site once more, behind TLS: its address."""
    site = crawl.site

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            answer = site.answer("GET", self.path, {}, b"", 1)
            self.send_response(answer.status)
            for name, value in answer.headers.items():
                self.send_header(name, value)
            self.send_header("Content-Length", str(len(answer.body)))
            self.end_headers()
            self.wfile.write(answer.body)

        def log_message(self, format: str, *args: object) -> None:
            pass

    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.set_ciphers("ALL:@SECLEVEL=0")
    context.minimum_version = ssl.TLSVersion.TLSv1
    context.maximum_version = newest
    context.load_cert_chain(pem)
    server = HTTPServer(("127.0.0.1", 0), Handler)
    server.socket = context.wrap_socket(server.socket, server_side=True, do_handshake_on_connect=False)
    server.handle_error = lambda request, client_address: None  # type: ignore[method-assign]
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    try:
        yield f"https://127.0.0.1:{server.server_port}"
    finally:
        server.shutdown()
        server.server_close()


def crawled(crawl: Crawls, base: str, portal: Portal | None = None, **settings: str) -> tuple[int, int, dict[str, int]]:
    """Exit code, records and what was given up; the site is asked over TLS, as `portal` declares it."""
    if portal is not None:
        settings["SPIDER_MODULES"] = declared(crawl.folder, portal)
    running = crawl.start("-a", f"base={base}", CONCURRENT_REQUESTS_PER_DOMAIN="1", RETRY_TIMES="1", **settings)
    code = running.wait()
    report = crawl.report()
    assert report, running.output
    return code, len(crawl.records()), report["given_up_reasons"]


@pytest.fixture
def crawl(crawls: NewCrawls) -> Crawls:
    return crawls("thanhhoa", 3)


DECLARED = ThanhHoaSpider.portal


def test_a_certificate_that_nobody_vouches_for_is_named(crawl: Crawls, tmp_path: Path) -> None:
    with encrypted(crawl, certificate(tmp_path, "127.0.0.1")) as base:
        code, records, given_up = crawled(crawl, base)
        assert (code, records, list(given_up)) == (1, 0, ["tls"])
        assert crawled(crawl, base, replace(DECLARED, verify_tls=False)) == (0, 3, {})


def test_a_portals_own_certificates(crawl: Crawls, tmp_path: Path) -> None:
    """A bundle vouches for the site it is for, and for no other name, and not after its end."""
    right, other, ended = (
        certificate(tmp_path, address, days=days)
        for address, days in (("127.0.0.1", 20_000), ("127.0.0.2", 20_000), ("127.0.0.1", -100))
    )
    with encrypted(crawl, right) as base:
        assert crawled(crawl, base, replace(DECLARED, ca_bundle=right)) == (0, 3, {})
    for wrong in (other, ended):
        with encrypted(crawl, wrong) as base:
            code, _, given_up = crawled(crawl, base, replace(DECLARED, ca_bundle=wrong))
            assert (code, list(given_up)) == (1, ["tls"]), wrong
    with encrypted(crawl, right) as base:
        assert crawled(crawl, base, TLS_CA_BUNDLE=str(right))[0] == 0


def test_old_versions_of_tls_are_an_option(crawl: Crawls, tmp_path: Path) -> None:
    pem = certificate(tmp_path, "127.0.0.1", bits=1024)
    with encrypted(crawl, pem, ssl.TLSVersion.TLSv1) as base:
        code, _, given_up = crawled(crawl, base, replace(DECLARED, ca_bundle=pem))
        assert (code, list(given_up)) == (1, ["tls"])
        assert crawled(crawl, base, replace(DECLARED, ca_bundle=pem, legacy_tls=True)) == (0, 3, {})
        crawl_again = replace(DECLARED, verify_tls=False, legacy_tls=True)
        assert crawled(crawl, base, crawl_again)[0] == 0


UNUSABLE = {
    "words.pem": "words.pem holds no certificates (PEM) that can be read",
    "empty.pem": "empty.pem holds no certificates (PEM) that can be read",
    "key.pem": "key.pem holds no certificates (PEM) that can be read",
    "der.pem": "der.pem holds no certificates (PEM) that can be read",
    "missing.pem": "missing.pem is not there; name a file of certificates (PEM)",
    "folder.pem": "folder.pem is no file; name a file of certificates (PEM)",
    "pipe.pem": "pipe.pem is no file; name a file of certificates (PEM)",
}


def unusable(folder: Path) -> None:
    """The files of `UNUSABLE`."""
    both = certificate(folder, "127.0.0.1").read_text()
    (folder / "words.pem").write_text("no certificate")
    (folder / "empty.pem").touch()
    (folder / "key.pem").write_text(both[both.index("-----BEGIN PRIVATE KEY") :])
    (folder / "der.pem").write_bytes(ssl.PEM_cert_to_DER_cert(both[: both.index("-----BEGIN PRIVATE KEY")]))
    (folder / "folder.pem").mkdir()
    os.mkfifo(folder / "pipe.pem")


def test_a_bundle_that_cannot_be_used(tmp_path: Path) -> None:
    assert bundle_error(certificate(tmp_path, "127.0.0.1")) is None
    unusable(tmp_path)
    for name, why in UNUSABLE.items():
        assert bundle_error(tmp_path / name) == f"{tmp_path}/{why}"


@pytest.mark.parametrize("name", UNUSABLE)
def test_a_bundle_is_looked_at_before_a_crawl_starts(name: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    unusable(tmp_path)
    ended = refused(capsys, "crawl", "thanhhoa", "-s", f"TLS_CA_BUNDLE={tmp_path / name}")
    assert (ended.code, ended.line) == (2, f"scrapy crawl: TLS_CA_BUNDLE: {tmp_path}/{UNUSABLE[name]}")


def test_a_declared_bundle_is_looked_at_before_a_crawl_starts(crawl: Crawls, tmp_path: Path) -> None:
    module = declared(crawl.folder, replace(DECLARED, ca_bundle=tmp_path / "missing.pem"))
    running = crawl.start(SPIDER_MODULES=module)
    assert running.wait() == 2
    line = f"scrapy crawl: ca_bundle of thanhhoa: {tmp_path}/missing.pem is not there; name a file of certificates (PEM)\n"
    assert running.output == line
    assert crawl.site.site.log == []
