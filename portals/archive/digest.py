"""Digests as archives write them."""

from __future__ import annotations

import base64
import hashlib


def payload_digest(data: bytes) -> str:
    """`sha1:` and 32 letters of base32, the form that WARC tools compare."""
    return "sha1:" + base64.b32encode(hashlib.sha1(data, usedforsecurity=False).digest()).decode("ascii")
