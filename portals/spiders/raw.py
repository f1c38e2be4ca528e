"""Convert Scrapy's response to a `RawPage`."""

from __future__ import annotations

from scrapy.http import Response

from portals.items import ListingMetadata, RawPage


def raw_page(response: Response, listing: ListingMetadata) -> RawPage:
    """Return the archived response as a `RawPage`, with its listing metadata."""
    return RawPage(
        url=response.url,
        body=response.body,
        status=response.status,
        headers={name.decode("latin-1"): b", ".join(values).decode("latin-1") for name, values in response.headers.items()},
        method=response.request.method if response.request else "GET",
        request_body=response.request.body if response.request else b"",
        listing=listing,
        **(response.meta.get("archived") or {}),
    )
