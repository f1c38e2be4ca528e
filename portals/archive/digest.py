"""Digests in the form of WARC files."""

from __future__ import annotations

import base64
import hashlib


def payload_digest(data: bytes) -> str:
    """Return `sha1:` and 32 characters of base32, the form that WARC tools compare."""
    return "sha1:" + base64.b32encode(hashlib.sha1(data, usedforsecurity=False).digest()).decode("ascii")
