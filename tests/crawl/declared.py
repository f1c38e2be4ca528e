"""Portals that a test declares otherwise than they are, for crawls in processes of their own."""

from __future__ import annotations

import json
from pathlib import Path

from portals.portal import Portal


def declared(folder: Path, portal: Portal) -> str:
    """A module in the crawl's folder that declares the portal with other conditions; the name of its package."""
    package = folder / "declared"
    package.mkdir(exist_ok=True)
    (package / "__init__.py").touch()
    values = {name: getattr(portal, name) for name in ("verify_tls", "legacy_tls", "cookies", "elsewhere")}
    values["ca_bundle"] = str(portal.ca_bundle) if portal.ca_bundle else None
    (package / "one.py").write_text(
        "import json\nfrom dataclasses import replace\nfrom pathlib import Path\n"
        "from portals.spiders.base import PortalSpider\nfrom portals.spiders import thanhhoa\n\n"
        f"values = json.loads({json.dumps(json.dumps(values))})\n"
        "values['ca_bundle'] = Path(values['ca_bundle']) if values['ca_bundle'] else None\n"
        "values['elsewhere'] = tuple(values['elsewhere'])\n\n\n"
        "class Declared(PortalSpider):\n    name = 'thanhhoa'\n"
        "    portal = replace(thanhhoa.ThanhHoaSpider.portal, **values)\n"
    )
    return "declared"
