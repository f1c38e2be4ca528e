"""Scrapy's download handler, with the portal's rules for certificates, and as tolerant of header lines as browsers."""

from __future__ import annotations

import logging
import re
from typing import TYPE_CHECKING, Any

from OpenSSL import SSL
from scrapy.core.downloader.contextfactory import _ScrapyCertificateOptions
from scrapy.core.downloader.handlers.http11 import (
    HTTP11DownloadHandler,
    _LenientHTTP11ClientFactory,
    _LenientHTTP11ClientProtocol,
    _LenientHTTPClientParser,
)
from scrapy.exceptions import DownloadFailedError
from twisted.internet._sslverify import IOpenSSLTrustRoot, OpenSSLCipher
from twisted.internet.interfaces import IAcceptableCiphers
from twisted.internet.ssl import TLSVersion, optionsForClientTLS
from twisted.web.iweb import IPolicyForHTTPS
from zope.interface import implementer

from portals.middlewares.certificates import bundle_error
from portals.middlewares.reasons import HeadTooLong, NotRequested, causes_of, reason_of

if TYPE_CHECKING:
    from scrapy import Request
    from scrapy.crawler import Crawler
    from scrapy.http import Response

    from portals.portal import Portal

logger = logging.getLogger(__name__)

MAX_HEAD = 128 * 2**10
"""Maximum bytes of a response's head, and of one line in it."""
_NAME = re.compile(rb"[!#$%&'*+\-.^_`|~0-9A-Za-z]+")
_FINAL = frozenset({"tls", "long_head"})
"""Reasons for which a retry does not help."""
_OP_LEGACY_SERVER_CONNECT = 0x4


class PortalDownloadHandler(HTTP11DownloadHandler):
    """Handler for http and https.

    Certificates are verified, unless the portal or the setting `DOWNLOAD_VERIFY_CERTIFICATES` says otherwise. A header line
    whose name is not an ASCII word is dropped (stat `response/bad_header_lines`); Scrapy's handler would lose the page.
    A head of more than `MAX_HEAD` bytes and an invalid certificate raise `NotRequested` and are not retried.
    """

    lazy = True

    def __init__(self, crawler: Crawler) -> None:
        super().__init__(crawler)
        self._pool._factory = _Factory
        self._contextFactory: Any = PortalTls(crawler, self._contextFactory)

    async def download_request(self, request: Request) -> Response:
        try:
            response = await super().download_request(request)
        except DownloadFailedError as error:
            reason = reason_of(error)
            if reason not in _FINAL:
                raise
            logger.warning("%s: %s (%s)", request.url, reason, "; ".join(map(_said, causes_of(error))))
            raise NotRequested(reason, request.url) from error
        bad = response.headers.getlist(_BAD_LINES)
        if bad:
            del response.headers[_BAD_LINES]
            assert self._crawler.stats
            self._crawler.stats.inc_value("response/bad_header_lines", len(bad))
            logger.info("%s: header lines left out: %r", request.url, bad[:3])
        return response


def _said(error: BaseException) -> str:
    """Return the message of an error in one line; OpenSSL's errors are lists of tuples."""
    text = str(error) or type(error).__name__
    words = re.findall(r"'([a-z][a-z ]{6,})'", text) if text.startswith("[") else []
    return str(words[-1]) if words else text[:200]


@implementer(IPolicyForHTTPS)
class PortalTls:
    """TLS options for connections, as the portal of the crawl declares them."""

    def __init__(self, crawler: Crawler, unverified: Any) -> None:
        """`unverified` is Scrapy's own policy, used if certificates are not verified."""
        self._crawler = crawler
        self._unverified = unverified
        self._verify = crawler.settings.getbool("DOWNLOAD_VERIFY_CERTIFICATES")
        self._bundle: str = crawler.settings.get("TLS_CA_BUNDLE") or ""

    def creatorForNetloc(self, hostname: bytes, port: int) -> Any:  # noqa: N802 - Twisted's name
        portal: Portal | None = getattr(self._crawler.spider, "portal", None)
        legacy = portal is not None and portal.legacy_tls
        if not self._verify or (portal is not None and not portal.verify_tls):
            self._unverified._verify_certificates = False
            if legacy:
                self._unverified._get_cert_options = _legacy_options
            return self._unverified.creatorForNetloc(hostname, port)
        options: dict[str, Any] = {}
        if legacy:
            options["insecurelyLowerMinimumTo"] = TLSVersion.TLSv1_0
            options["acceptableCiphers"] = _LegacyCiphers()
        bundle = self._bundle or (str(portal.ca_bundle) if portal is not None and portal.ca_bundle else "")
        if bundle and (error := bundle_error(bundle)):
            logger.error("%s", error)
            raise NotRequested("tls", f"https://{hostname.decode('ascii')}")
        trust: Any = TrustRoot(bundle, legacy=legacy)
        return optionsForClientTLS(hostname.decode("ascii"), trustRoot=trust, extraCertificateOptions=options)


@implementer(IAcceptableCiphers)
class _LegacyCiphers:
    """OpenSSL's default ciphers at its lowest level of security. Twisted's own list would lose the level."""

    def selectCiphers(self, availableCiphers: Any) -> Any:  # noqa: N802, N803 - Twisted's names
        return [OpenSSLCipher("DEFAULT"), OpenSSLCipher("@SECLEVEL=0")]


class _LegacyOptions(_ScrapyCertificateOptions):
    def _makeContext(self, skipCiphers: bool = False) -> SSL.Context:  # noqa: N802, N803 - Twisted's names
        context = super()._makeContext(skipCiphers)
        context.set_min_proto_version(SSL.TLS1_VERSION)
        return context


def _legacy_options() -> _LegacyOptions:
    ciphers: Any = _LegacyCiphers()
    return _LegacyOptions(fixBrokenPeers=True, insecurelyLowerMinimumTo=TLSVersion.TLSv1_0, acceptableCiphers=ciphers)


@implementer(IOpenSSLTrustRoot)
class TrustRoot:
    """The certificate authorities of the system and, if given, those in a PEM file."""

    def __init__(self, bundle: str, *, legacy: bool = False) -> None:
        self._bundle, self._legacy = bundle, legacy

    def _addCACertsToContext(self, context: SSL.Context) -> None:  # noqa: N802 - Twisted's name
        context.set_default_verify_paths()
        if self._bundle:
            context.load_verify_locations(self._bundle)
        if self._legacy:
            context.set_options(_OP_LEGACY_SERVER_CONNECT)
            context.set_min_proto_version(SSL.TLS1_VERSION)  # the system's own configuration may ask for TLS 1.2


_BAD_LINES = b"X-Portals-Left-Out"
"""Internal header that passes dropped lines from the parser to the handler."""


class _Parser(_LenientHTTPClientParser):
    """Parser that drops header lines which browsers also drop, and refuses a head without end."""

    MAX_LENGTH = MAX_HEAD

    def lineReceived(self, line: bytes) -> None:  # noqa: N802 - Twisted's name
        size = getattr(self, "_head_size", 0) + len(line)
        self._head_size = size
        if size > MAX_HEAD:
            raise HeadTooLong
        super().lineReceived(line)

    def lineLengthExceeded(self, line: bytes) -> None:  # noqa: N802 - Twisted's name
        raise HeadTooLong

    def headerReceived(self, name: bytes, value: bytes) -> None:  # noqa: N802 - Twisted's name
        if _NAME.fullmatch(name.strip()) and name.strip().lower() != _BAD_LINES.lower():
            super().headerReceived(name.strip(), value.replace(b"\x00", b""))  # type: ignore[no-untyped-call]
        else:
            super().headerReceived(_BAD_LINES, name.strip()[:60] or b"-")  # type: ignore[no-untyped-call]


class _Protocol(_LenientHTTP11ClientProtocol):
    def request(self, request: Any) -> Any:
        sent = super().request(request)
        assert self._parser is not None
        self._parser.__class__ = _Parser  # like Scrapy, because Twisted uses the class inside a method
        return sent


class _Factory(_LenientHTTP11ClientFactory):
    def buildProtocol(self, addr: Any) -> _Protocol:  # noqa: N802 - Twisted's name
        return _Protocol(self._quiescentCallback)  # type: ignore[no-untyped-call]
