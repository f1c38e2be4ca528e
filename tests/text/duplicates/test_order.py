"""Whatever the order and however many runs: the same links and clusters, also where keys become crowded and free again."""

from __future__ import annotations

import random
from collections.abc import Iterator, Sequence

import pytest
import sqlalchemy as sa

from portals.items import Duplicate
from portals.store import duplicates
from portals.store.database import address, engine_for
from portals.store.duplicates import duplicates_of, link, representatives, unlink
from portals.store.tables import metadata
from portals.text.duplicates import Document
from tests.text.duplicates.generator import labelled

pytestmark = pytest.mark.slow

DOCUMENTS = [text.document(number) for number, text in enumerate(labelled(25, "tune", seed=3))]
IDS = sorted(document.id for document in DOCUMENTS)
State = tuple[dict[str, list[Duplicate]], dict[str, str]]


@pytest.fixture
def connection(store_url: str) -> Iterator[sa.Connection]:
    engine = engine_for(address(store_url))
    metadata.create_all(engine)
    with engine.connect() as opened:
        yield opened
    engine.dispose()


def linked(connection: sa.Connection, batches: Sequence[Sequence[Document]]) -> State:
    """What a fresh store says after these batches."""
    for batch in batches:
        link(connection, batch)
    state = duplicates_of(connection, IDS), representatives(connection, IDS)
    connection.rollback()
    return state


def shuffled(seed: int, pieces: int) -> list[list[Document]]:
    order = random.Random(seed).sample(DOCUMENTS, len(DOCUMENTS))
    return [order[start::pieces] for start in range(pieces)]


@pytest.fixture(params=[3, 8, duplicates.CROWD])
def crowd(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> int:
    """How many texts may hold a key: so few that most keys of the set become crowded, and as many as in earnest."""
    size: int = request.param
    monkeypatch.setattr(duplicates, "CROWD", size)
    monkeypatch.setattr(duplicates, "_BATCH", 17)
    return size


def test_any_order_in_one_run_or_ten(connection: sa.Connection, crowd: int) -> None:
    expected = linked(connection, [DOCUMENTS])
    assert sum(map(len, expected[0].values())) > 50
    for seed, pieces in ((1, 1), (2, 10), (3, 3)):
        assert linked(connection, shuffled(seed, pieces)) == expected


def test_what_came_and_went_leaves_no_trace(connection: sa.Connection, crowd: int) -> None:
    half = DOCUMENTS[::2]
    link(connection, half)
    expected = duplicates_of(connection, IDS)
    connection.rollback()
    link(connection, DOCUMENTS)
    unlink(connection, [document.id for document in DOCUMENTS[1::2]])
    assert duplicates_of(connection, IDS) == expected


def test_versions_on_the_way_leave_no_trace(connection: sa.Connection, crowd: int) -> None:
    expected = linked(connection, [DOCUMENTS])
    earlier = [Document(one.id, other.title, other.body) for one, other in zip(DOCUMENTS, DOCUMENTS[5:], strict=False)]
    assert linked(connection, [earlier, DOCUMENTS]) == expected


def test_both_databases_agree(connection: sa.Connection, crowd: int) -> None:
    engine = sa.create_engine("sqlite://")
    metadata.create_all(engine)
    with engine.connect() as other:
        assert linked(connection, [DOCUMENTS]) == linked(other, shuffled(5, 4))
