"""FollowTheMoney: the terms of the register as Person, Position, PublicBody and Occupancy entities, one a line.

Days stay as the register has them, `2020-10-09`: they are days in Vietnam, and no time zone is applied. Needs the extra `ftm`.
"""

from __future__ import annotations

import hashlib
import json
from io import BytesIO
from typing import Any

from followthemoney import EntityProxy, model
from scrapy.exporters import BaseItemExporter

from portals.exporters.register import TermRow

COUNTRY = "vn"


def _entity(schema: str, identifier: str, **values: Any) -> EntityProxy:
    entity = model.make_entity(schema)
    entity.id = identifier
    for name, value in values.items():
        entity.add(name, value)
    return entity


def _digest(kind: str, *parts: object) -> str:
    text = "\n".join(str(part) for part in parts)
    return f"{kind}-{hashlib.sha256(text.encode()).hexdigest()[:12]}"


def entities(term: TermRow) -> list[EntityProxy]:
    """Return the entities of a term: the person, the public body, the position in it, and the occupancy.

    `date` of an occupancy are the days on which articles state it; start and end only where an article dates the act.
    """
    person = _entity("Person", term.person_id, name=term.name, country=COUNTRY)
    found = [person]
    body = None
    if term.body:
        name = ", ".join(part for part in (term.body, term.place) if part)
        body = _entity("PublicBody", _digest("b", term.body, term.place), name=name, country=COUNTRY)
        body.add("dissolutionDate", term.office_until)
        found.append(body)
    title = ", ".join(part for part in (" ".join(filter(None, (term.post, term.body))), term.place) if part)
    position = _entity("Position", term.office_id, name=title, country=COUNTRY, subnationalArea=term.place)
    position.add("dissolutionDate", term.office_until)
    if body is not None:
        position.add("organization", body.id)
    occupancy = _entity(
        "Occupancy",
        _digest("t", term.person_id, term.office_id, term.capacity, term.number),
        holder=term.person_id,
        post=term.office_id,
        startDate=term.appointed_on,
        endDate=term.ended_on,
        date=[day for day in (term.first_stated, term.last_stated) if day],
        sourceUrl=term.url,
        summary=term.sentence,
    )
    if term.capacity == "acting":
        occupancy.add("description", "acting")
    if term.warc_file:
        occupancy.add("recordId", f"{term.warc_file} {term.warc_record_id or ''}".strip())
    return [*found, position, occupancy]


class FtmItemExporter(BaseItemExporter):
    """Feed exporter for `ftm`: each entity once, as JSON, one a line."""

    def __init__(self, file: BytesIO, **kwargs: Any) -> None:
        super().__init__(dont_fail=True, **kwargs)
        self.file = file
        self._written: set[str] = set()

    def export_item(self, item: TermRow) -> None:
        """Write the entities of a term that are not in the file yet."""
        for entity in entities(item):
            assert entity.id is not None
            if entity.id not in self._written:
                self._written.add(entity.id)
                self.file.write(json.dumps(entity.to_dict(), ensure_ascii=False, sort_keys=True).encode() + b"\n")
