"""Links in the store: the same for any order, in one go or many, in SQLite and PostgreSQL."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
import sqlalchemy as sa

from portals.store import tables
from portals.store.database import address, engine_for
from portals.store.duplicates import duplicates_of, link, representatives, unlink
from portals.store.store import open_store
from portals.store.tables import metadata, schema_version
from portals.text.duplicates import Document

NEWS = (
    "Sáng ngày 12/7/2022, Ủy ban nhân dân phường Tân Lộc phối hợp với Hội Chữ thập đỏ tổ chức hiến máu tình nguyện đợt hai. "
    "Có 146 đoàn viên, hội viên và người dân đăng ký tham gia, ban tổ chức đã tiếp nhận 128 đơn vị máu an toàn. "
    "Phát biểu tại buổi lễ, bà Lâm Thị Thu Hường cảm ơn những người nhiều lần hiến máu cứu người trong các năm qua."
)
EDITED = NEWS.replace("phối hợp với", "cùng").replace("người dân", "bà con")
OTHER = NEWS.replace("Lâm Thị Thu Hường", "Trịnh Hồng Đào").replace("128", "97")
ALIEN = (
    "Đội quản lý trật tự đô thị ra quân dọn dẹp lòng đường, vỉa hè trên bốn tuyến phố trung tâm, "
    "nhắc nhở hàng chục hộ kinh doanh."
)


@pytest.fixture
def connection(store_url: str) -> Iterator[sa.Connection]:
    engine = engine_for(address(store_url))
    metadata.create_all(engine)
    with engine.begin() as opened:
        yield opened
    engine.dispose()


DOCUMENTS = [
    Document("b:1", "Hiến máu tình nguyện", NEWS, "2022-07-13T08:00:00+07:00", "2026-01-02T00:00:00Z"),
    Document("a:1", "Hiến máu tình nguyện", NEWS, "2022-07-14", "2026-01-01T00:00:00Z"),
    Document("c:1", "Hiến máu tình nguyện", EDITED, None, "2026-01-01T00:00:00Z"),
    Document("d:1", "Hiến máu tình nguyện", OTHER, "2022-09-16", "2026-01-01T00:00:00Z"),
    Document("e:1", "Ra quân", ALIEN, "2022-09-16", "2026-01-01T00:00:00Z"),
]
IDS = [document.id for document in DOCUMENTS]


def relations(connection: sa.Connection, identifier: str) -> list[tuple[str, str]]:
    return [(other.id, other.relation) for other in duplicates_of(connection, [identifier])[identifier]]


def test_relations(connection: sa.Connection) -> None:
    link(connection, DOCUMENTS)
    assert relations(connection, "a:1") == [("b:1", "copy"), ("c:1", "revision"), ("d:1", "similar")]
    assert relations(connection, "e:1") == []


def test_earliest_publication_represents(connection: sa.Connection) -> None:
    link(connection, DOCUMENTS)
    assert representatives(connection, IDS) == {"a:1": "b:1", "b:1": "b:1", "c:1": "b:1", "d:1": "d:1", "e:1": "e:1"}


def test_unknown_ids_stand_for_themselves(connection: sa.Connection) -> None:
    assert duplicates_of(connection, ["x:1"]) == {"x:1": []}
    assert representatives(connection, ["x:1"]) == {"x:1": "x:1"}


def test_a_changed_text_is_linked_anew(connection: sa.Connection) -> None:
    link(connection, DOCUMENTS)
    link(connection, [Document("b:1", "Ra quân", ALIEN, "2022-07-13T08:00:00+07:00")])
    assert relations(connection, "b:1") == [("e:1", "copy")]
    assert representatives(connection, ["a:1", "e:1"]) == {"a:1": "a:1", "e:1": "b:1"}


def test_nothing_is_left_of_what_was_unlinked(connection: sa.Connection) -> None:
    link(connection, DOCUMENTS)
    unlink(connection, IDS)
    for table in (tables.duplicate_documents, tables.duplicate_texts, tables.duplicate_bands, tables.duplicate_links):
        assert connection.scalar(sa.select(sa.func.count()).select_from(table)) == 0


def test_a_document_without_words_is_left_out(connection: sa.Connection) -> None:
    link(connection, [Document("a:1", None, None), Document("b:1", "", " … ")])
    assert duplicates_of(connection, ["a:1", "b:1"]) == {"a:1": [], "b:1": []}


def test_a_store_with_sketches_of_another_kind_is_linked_anew(store_url: str) -> None:
    """As schema 1 left it: the keys of its texts are none that a text of today would share, so that nothing new was linked."""
    store = open_store(store_url)
    with store.write() as connection:
        link(connection, DOCUMENTS)
        wanted = duplicates_of(connection, IDS)
        connection.execute(sa.update(tables.duplicate_bands).values(band=tables.duplicate_bands.c.band + (99 << 32)))
        connection.execute(sa.update(tables.duplicate_texts).values(bands=b""))
        connection.execute(sa.delete(tables.duplicate_links))
        connection.execute(schema_version.update().values(version=1))
    store.close()
    with open_store(store_url) as store, store.write() as connection:
        assert duplicates_of(connection, IDS) == wanted
        link(connection, [Document("f:1", "Hiến máu", NEWS.replace("an toàn", "quý giá"), None)])
        assert {found for found, _ in relations(connection, "f:1")} == {"a:1", "b:1", "c:1", "d:1"}
